#include "reference-engine/container/list_filter.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>

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

// A pattern, or the text itself where it is no valid pattern.
bool matches(const std::string& pattern, const std::string& text) {
  if (pattern == text) return true;
  // As Go's: no pattern takes longer than its text is long.
  const re2::RE2 expression(pattern, re2::RE2::Quiet);
  return expression.ok() && re2::RE2::PartialMatch(text, expression);
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
  auto parsed = parse_filters(filters);
  if (!parsed) return InvalidFilter{"invalid filter"};
  for (const auto& [kind, values] : *parsed) {
    if (!among(kKnown, kind)) return invalid(kind);
    for (const auto& value : values) {
      int number = 0;
      const auto* const end = value.data() + value.size();
      if (kind == "status" && !among(kStatuses, value)) return invalid(kind, value);
      if (kind == "exited" && std::from_chars(value.data(), end, number).ptr != end) {
        return invalid(kind, value);
      }
    }
  }
  ListQuery query;
  query.filters = std::move(*parsed);
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
