#include "conformance/vectors/configurations.h"

#include <algorithm>
#include <charconv>

#include "conformance/vectors/entry.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view boots_json;
extern const std::string_view reloads_json;
extern const std::string_view options_json;
}  // namespace data

namespace {

using nlohmann::json;

std::vector<std::string> with_common_keys(std::vector<std::string> keys) {
  keys.insert(keys.end(), {"label", "why", "requirement", "editions"});
  return keys;
}

void read_common(const DataNode& entry, ConfigurationVector& vector) {
  vector.label = entry.at("label").text_that_says_something();
  vector.why = entry.at("why").text_that_says_something();
  vector.requirement = entry.at("requirement").text_that_says_something();
  vector.editions = editions_in(entry);
  vector.line = entry.at("label").line();
}

// The file as an object, or word for word where it is to be none.
std::optional<std::string> document(const DataNode& entry, std::string_view object,
                                    std::string_view text) {
  const DataNode* as_object = entry.find(object);
  const DataNode* as_text = entry.find(text);
  if (as_object != nullptr && as_text != nullptr) throw as_text->fault("the file is written twice");
  if (as_text != nullptr) return as_text->text();
  if (as_object == nullptr) return std::nullopt;
  static_cast<void>(as_object->members());
  return as_object->json().dump();
}

std::vector<std::string> texts_in(const DataNode& entry, std::string_view key) {
  std::vector<std::string> texts;
  const DataNode* found = entry.find(key);
  if (found == nullptr) return texts;
  for (const DataNode& text : found->elements()) texts.push_back(text.text());
  return texts;
}

std::map<std::string, std::string> strings_in(const DataNode& entry, std::string_view key) {
  std::map<std::string, std::string> strings;
  const DataNode* found = entry.find(key);
  if (found == nullptr) return strings;
  for (const DataNode& member : found->members()) strings[member.key()] = member.text();
  return strings;
}

std::map<std::string, NameUse> uses_in(const DataNode& entry) {
  const std::vector<std::string> words = {"accepted", "refused", "run by runc", "run by crun"};
  std::map<std::string, NameUse> uses;
  const DataNode* found = entry.find("names");
  if (found == nullptr) return uses;
  for (const DataNode& name : found->members()) {
    const auto word = std::ranges::find(words, name.one_of(words));
    uses[name.key()] = static_cast<NameUse>(word - words.begin());
  }
  return uses;
}

KnownRuntimes known_runtimes(const DataNode& entry) {
  return {.names = uses_in(entry),
          .default_runtime = entry.text_or("default", ""),
          .paths = strings_in(entry, "paths")};
}

BootVector boot_in(const DataNode& entry) {
  entry.allow_only(with_common_keys(
      {"daemon_json", "text", "flags", "outcome", "says", "names", "default", "paths"}));
  BootVector vector;
  read_common(entry, vector);
  vector.daemon_json = document(entry, "daemon_json", "text").value_or("{}");
  vector.flags = texts_in(entry, "flags");
  const std::string outcome = entry.at("outcome").one_of({"serves", "refused", "valid"});
  vector.outcome = outcome == "serves"    ? BootVector::Outcome::serves
                   : outcome == "refused" ? BootVector::Outcome::refused
                                          : BootVector::Outcome::valid;
  vector.says = entry.text_or("says", "");
  vector.known = known_runtimes(entry);
  if (outcome == "refused" && vector.says.empty()) throw entry.fault("a refusal `says` why");
  return vector;
}

ReloadVector reload_in(const DataNode& entry) {
  entry.allow_only(with_common_keys({"daemon_json", "text", "flags", "then", "then_text", "outcome",
                                     "says", "event", "names", "default", "paths"}));
  ReloadVector vector;
  read_common(entry, vector);
  vector.daemon_json = document(entry, "daemon_json", "text").value_or("{}");
  vector.flags = texts_in(entry, "flags");
  vector.then_daemon_json = document(entry, "then", "then_text");
  vector.outcome = entry.at("outcome").one_of({"takes-effect", "refused"}) == "refused"
                       ? ReloadVector::Outcome::refused
                       : ReloadVector::Outcome::takes_effect;
  vector.says = entry.text_or("says", "");
  vector.event = strings_in(entry, "event");
  vector.known = known_runtimes(entry);
  return vector;
}

// "0a04" -> "\x0a\x04"
std::string bytes_in(const DataNode& entry) {
  const std::string text = entry.text_or("bytes", "");
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned value = 0;
    const char* const end = text.data() + std::min(i + 2, text.size());
    const auto read = std::from_chars(text.data() + i, end, value, 16);
    if (read.ptr != text.data() + i + 2) {
      throw entry.at("bytes").fault("has to be pairs of hexadecimal digits");
    }
    bytes += static_cast<char>(value);
  }
  return bytes;
}

OptionsVector options_in(const DataNode& entry) {
  entry.allow_only(with_common_keys({"entry", "shim", "record", "type", "bytes", "fields"}));
  OptionsVector vector;
  read_common(entry, vector);
  json runtime = entry.at("entry").json();
  vector.daemon_json = json{{"runtimes", {{runtime_with_options, std::move(runtime)}}}}.dump();
  vector.shim = entry.at("shim").text();
  vector.record = entry.at("record").text();
  vector.type = entry.text_or("type", "");
  vector.bytes = bytes_in(entry);
  const DataNode* fields = entry.find("fields");
  vector.fields = fields == nullptr ? json::object() : json(fields->json());
  return vector;
}

}  // namespace

bool KnownRuntimes::runs(NameUse use) const {
  return std::ranges::any_of(names, [use](const auto& name) { return name.second == use; });
}

std::vector<BootVector> parse_boot_vectors(std::string_view json, const std::string& file) {
  return entries_in(json, file, "boots", boot_in);
}

std::vector<ReloadVector> parse_reload_vectors(std::string_view json, const std::string& file) {
  return entries_in(json, file, "reloads", reload_in);
}

std::vector<OptionsVector> parse_options_vectors(std::string_view json, const std::string& file) {
  return entries_in(json, file, "options", options_in);
}

const std::vector<BootVector>& boot_vectors() {
  static const std::vector<BootVector> vectors = parse_boot_vectors(data::boots_json);
  return vectors;
}

const std::vector<ReloadVector>& reload_vectors() {
  static const std::vector<ReloadVector> vectors = parse_reload_vectors(data::reloads_json);
  return vectors;
}

const std::vector<OptionsVector>& options_vectors() {
  static const std::vector<OptionsVector> vectors = parse_options_vectors(data::options_json);
  return vectors;
}

}  // namespace plimsoll::conformance
