#include "reference-engine/json/filters.h"

#include "reference-engine/json/parse.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

bool take(const json& values, std::vector<std::string>& into) {
  if (!values.is_object() && !values.is_array()) return false;
  for (const auto& [key, value] : values.items()) {
    const bool on = value.is_boolean() && value.get<bool>();
    if (values.is_array() ? !value.is_string() : !value.is_boolean()) return false;
    if (values.is_array()) into.push_back(value.get<std::string>());
    if (values.is_object() && on) into.push_back(key);
  }
  return true;
}

}  // namespace

std::optional<Filters> parse_filters(std::string_view text) {
  Filters filters;
  if (text.empty()) return filters;
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  for (const auto& [name, values] : parsed->items()) {
    std::vector<std::string> wanted;
    if (!take(values, wanted)) return std::nullopt;
    if (!wanted.empty()) filters[name] = std::move(wanted);
  }
  return filters;
}

}  // namespace plimsoll::engine
