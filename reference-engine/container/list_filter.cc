#include "reference-engine/container/list_filter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <regex>

#include "reference-engine/container/description.h"
#include "reference-engine/container/names.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 10> kKnown = {
    "ancestor", "before", "exited", "health", "id", "label", "name", "network", "since", "status"};
constexpr std::array<std::string_view, 7> kStatuses = {
    "created", "restarting", "running", "removing", "paused", "exited", "dead"};

template <class Words>
bool among(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

InvalidFilter invalid(std::string_view name, std::string_view value = {}) {
  std::string text = "invalid filter '" + std::string(name);
  if (!value.empty()) text.append("=").append(value);
  return InvalidFilter{text + "'"};
}

std::optional<InvalidFilter> take(const json& values, std::vector<std::string>& into) {
  if (values.is_object()) {
    for (const auto& [value, on] : values.items()) {
      if (!on.is_boolean()) return InvalidFilter{"invalid filter"};
      if (on.get<bool>()) into.push_back(value);
    }
    return std::nullopt;
  }
  if (!values.is_array()) return InvalidFilter{"invalid filter"};
  for (const json& value : values) {
    if (!value.is_string()) return InvalidFilter{"invalid filter"};
    into.push_back(value.get<std::string>());
  }
  return std::nullopt;
}

// A pattern, or the text itself where it is no valid pattern.
bool matches(const std::string& pattern, const std::string& text) {
  if (pattern == text) return true;
  // std::regex recurses once a character: a pattern from outside has to be kept short.
  if (pattern.size() > 256 || text.size() > 256) return text.find(pattern) != text.npos;
  try {
    return std::regex_search(text, std::regex(pattern, std::regex::ECMAScript));
  } catch (const std::regex_error&) {
    return false;
  }
}

bool has_label(const Record& record, const std::string& wanted) {
  const auto labels = record.config.value("Labels", json::object());
  const auto equals = wanted.find('=');
  const auto label = labels.find(wanted.substr(0, equals));
  if (label == labels.end()) return false;
  return equals == wanted.npos || *label == wanted.substr(equals + 1);
}

bool descends_from(const Record& record, const std::string& image) {
  const auto asked = record.config.value("Image", "");
  if (image == asked || image + ":latest" == asked || image == asked + ":latest") return true;
  if (image == record.image_id) return true;
  return image.size() >= 6 && record.image_id.starts_with("sha256:" + image);
}

bool satisfies(const Record& record, std::string_view kind, const std::string& value) {
  if (kind == "ancestor") return descends_from(record, value);
  if (kind == "exited") {
    return record.state.status == Status::exited && std::to_string(record.state.exit_code) == value;
  }
  if (kind == "health") return value == "none";
  if (kind == "id") return record.id.starts_with(value) || matches(value, record.id);
  if (kind == "label") return has_label(record, value);
  if (kind == "name") return matches(value, record.name) || matches(value, "/" + record.name);
  if (kind == "network") return network_of(record) == value;
  if (kind == "status") {
    return value == (record.state.removing ? "removing" : word_for(record.state.status));
  }
  return true;
}

const Record* named(const std::vector<const Record*>& records, const std::string& reference) {
  for (const Record* record : records) {
    if (record->name == bare_name(reference) || record->id.starts_with(reference)) return record;
  }
  return nullptr;
}

bool in_order(const Record& record, const std::vector<const Record*>& records,
              const ListQuery& query) {
  const auto compare = [&](const char* kind, auto right) {
    const auto found = query.filters.find(kind);
    if (found == query.filters.end()) return true;
    const Record* other = named(records, found->second.front());
    return other != nullptr && right(record.created, other->created);
  };
  return compare("before", std::less<>()) && compare("since", std::greater<>());
}

bool satisfies_all(const Record& record, const ListQuery& query) {
  return std::all_of(query.filters.begin(), query.filters.end(), [&](const auto& filter) {
    const auto& [kind, values] = filter;
    const auto one = [&, &kind = kind](const auto& value) {
      return satisfies(record, kind, value);
    };
    // Labels are conditions that all hold; of the others, one is enough.
    return kind == "label" ? std::all_of(values.begin(), values.end(), one)
                           : std::any_of(values.begin(), values.end(), one);
  });
}

}  // namespace

std::variant<ListQuery, InvalidFilter> parse_list_query(std::string_view filters) {
  ListQuery query;
  if (filters.empty()) return query;
  const json parsed = json::parse(filters, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return InvalidFilter{"invalid filter"};
  for (const auto& [kind, values] : parsed.items()) {
    if (!among(kKnown, kind)) return invalid(kind);
    std::vector<std::string> wanted;
    if (auto bad = take(values, wanted)) return *bad;
    for (const auto& value : wanted) {
      int number = 0;
      const auto* const end = value.data() + value.size();
      if (kind == "status" && !among(kStatuses, value)) return invalid(kind, value);
      if (kind == "exited" && std::from_chars(value.data(), end, number).ptr != end) {
        return invalid(kind, value);
      }
    }
    if (!wanted.empty()) query.filters[kind] = std::move(wanted);
  }
  return query;
}

std::vector<const Record*> select(std::vector<const Record*> records, const ListQuery& query) {
  std::sort(records.begin(), records.end(),
            [](const Record* a, const Record* b) { return a->created > b->created; });
  // Asking for more than what runs (moby v28.5.2:daemon/list.go includeContainerInList).
  bool all = query.all || query.limit > 0;
  for (const char* kind : {"status", "before", "since", "exited"}) {
    all = all || query.filters.contains(kind);
  }
  std::vector<const Record*> selected;
  for (const Record* record : records) {
    if (!all && !has_a_task(record->state.status)) continue;
    if (!satisfies_all(*record, query) || !in_order(*record, records, query)) continue;
    selected.push_back(record);
    if (query.limit > 0 && selected.size() == static_cast<std::size_t>(query.limit)) break;
  }
  return selected;
}

}  // namespace plimsoll::engine
