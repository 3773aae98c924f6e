#include "conformance/names/vector_line.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>

#include "conformance/names/names_to_try.h"

namespace plimsoll::conformance {
namespace {

// FNV-1a: short, and the same for ever.
std::uint64_t digest(std::string_view bytes) {
  std::uint64_t value = 0xCBF29CE484222325u;
  for (const char byte : bytes) {
    value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  }
  return value;
}

std::string with_placeholder(std::string name, std::string_view directory) {
  if (directory.empty()) return name;
  for (auto at = name.find(directory); at != std::string::npos; at = name.find(directory, at)) {
    name.replace(at, directory.size(), "${CANARIES}");
  }
  return name;
}

// A leading dot is what the editions differ about.
bool holds_in_every_edition(const std::string& requirement) { return requirement != "REF-004"; }

}  // namespace

std::string vector_line(const Counterexample& example, std::string_view directory) {
  const std::string name = with_placeholder(example.name, directory);
  const std::string requirement = requirement_of(example.name, example.expected);
  nlohmann::ordered_json line = {
      {"label", fmt::format("Generated{:016X}", digest(name))},
      {"name", name},
      {"why", fmt::format("generated; has to be {}, and the target did otherwise: {}",
                          to_string(example.expected), example.seen)},
      {"outcome", to_string(example.expected)},
      {"requirement", requirement}};
  if (!holds_in_every_edition(requirement)) line["editions"] = {"pre-2022", "2023+"};
  std::string text = "{";
  for (const auto& [key, value] : line.items()) {
    if (text.size() > 1) text += ", ";
    text += fmt::format("\"{}\": ", key);
    text += value.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  }
  return text + "}";
}

void PrintTo(const Counterexample& example, std::ostream* out) {
  *out << vector_line(example, NamesToTry::directory);
}

std::string vector_file(const std::vector<Counterexample>& examples, std::string_view directory) {
  std::string text = "{\n  \"names\": [";
  for (const Counterexample& example : examples) {
    text += (text.ends_with('[') ? "\n    " : ",\n    ") + vector_line(example, directory);
  }
  return text + "\n  ]\n}\n";
}

}  // namespace plimsoll::conformance
