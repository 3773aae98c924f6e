#include "reference-engine/image/image_document.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

bool is_text(const json& value) { return value.is_string(); }
bool are_texts(const json& value) {
  return value.is_array() && std::ranges::all_of(value, is_text);
}
bool is_text_map(const json& value) {
  return value.is_object() && std::ranges::all_of(value, is_text);
}
bool is_object(const json& value) { return value.is_object(); }

struct Rule {
  const char* field;
  bool (*holds)(const json&);
};

constexpr std::array<Rule, 11> kConfig = {{{"User", is_text},
                                           {"WorkingDir", is_text},
                                           {"StopSignal", is_text},
                                           {"Env", are_texts},
                                           {"Cmd", are_texts},
                                           {"Entrypoint", are_texts},
                                           {"Shell", are_texts},
                                           {"OnBuild", are_texts},
                                           {"Labels", is_text_map},
                                           {"Volumes", is_object},
                                           {"ExposedPorts", is_object}}};
constexpr std::array<Rule, 4> kDocument = {
    {{"created", is_text}, {"author", is_text}, {"architecture", is_text}, {"os", is_text}}};

// What is absent or null says nothing, as in Go.
std::optional<std::string> first_broken(const json& object, const auto& rules) {
  for (const Rule& rule : rules) {
    const auto found = object.find(rule.field);
    if (found == object.end() || found->is_null() || rule.holds(*found)) continue;
    return std::string("the image's configuration is malformed: ") + rule.field + " is " +
           found->type_name();
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> why_malformed(const json& document) {
  if (!document.is_object()) return "the image's configuration is no JSON object";
  if (auto broken = first_broken(document, kDocument)) return broken;
  const json rootfs = document.value("rootfs", json());
  if (!rootfs.is_object() || !are_texts(rootfs.value("diff_ids", json())))
    return "the image's configuration is malformed: rootfs names no diff_ids";
  const auto config = document.find("config");
  if (config == document.end() || config->is_null()) return std::nullopt;
  if (!config->is_object()) return "the image's configuration is malformed: config is no object";
  return first_broken(*config, kConfig);
}

}  // namespace plimsoll::engine
