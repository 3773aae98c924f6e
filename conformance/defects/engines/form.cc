// Which names may be passed on: the rule of name_rule.h, wrong in the ways it has been.
#include <algorithm>
#include <array>
#include <cctype>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/runtime/name_rule.h"

namespace plimsoll::defects {
namespace {

using runtime::names_a_shim_on_path;

bool has_parts(std::string_view name) {
  const auto dot = name.find('.');
  return dot != std::string_view::npos && dot > 0;
}

bool is_version(std::string_view part) {
  return part.size() > 1 && part[0] == 'v' &&
         std::ranges::all_of(part.substr(1), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_ordinary(unsigned char c) {
  return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
}

bool is_of_containerds_own_form(std::string_view name) {
  const auto parts = parts_of(name);
  return parts.size() == 4 && parts[0] == "io" && parts[1] == "containerd";
}

bool is_a_shim_somebody_has_heard_of(std::string_view name) {
  constexpr std::array<std::string_view, 4> known = {
      "io.containerd.kata.v2", "io.containerd.runsc.v1", "io.containerd.wasmtime.v1",
      "io.containerd.runc.v1"};
  return std::ranges::count(known, name) > 0;
}

}  // namespace

std::vector<Defect> defects_of_form() {
  return {
      {"anything-is-passed-on",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view) { return true; }));
       }},
      {"slash-is-not-looked-for",
       [](EngineRules& rules) { at_both_ends(rules, decide_by_form(has_parts)); }},
      {"only-a-leading-slash-is-looked-for",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return !name.starts_with('/') && has_parts(name);
                      }));
       }},
      {"slash-is-looked-for-in-the-first-part-only",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return has_parts(name) && parts_of(name)[0].find('/') == std::string::npos;
                      }));
       }},
      {"a-dot-anywhere-is-enough",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return name.find('/') == std::string_view::npos &&
                               name.find('.') != std::string_view::npos;
                      }));
       }},
      {"dot-is-not-asked-for",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return name.find('/') == std::string_view::npos && !name.starts_with('.');
                      }));
       }},
      {"only-containerds-own-form",
       [](EngineRules& rules) { at_both_ends(rules, decide_by_form(is_of_containerds_own_form)); }},
      {"only-shims-somebody-has-heard-of",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form(is_a_shim_somebody_has_heard_of));
       }},
      {"version-is-asked-for",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return names_a_shim_on_path(name) && is_version(parts_of(name).back());
                      }));
       }},
      {"empty-parts-are-refused",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return names_a_shim_on_path(name) &&
                               std::ranges::count(parts_of(name), std::string()) == 0;
                      }));
       }},
      {"only-ordinary-characters",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return names_a_shim_on_path(name) && std::ranges::all_of(name, is_ordinary);
                      }));
       }},
      {"backslash-is-a-separator",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return names_a_shim_on_path(name) &&
                               name.find('\\') == std::string_view::npos;
                      }));
       }},
      {"names-have-a-limit",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view name) {
                        return names_a_shim_on_path(name) && name.size() <= 128;
                      }));
       }},
  };
}

}  // namespace plimsoll::defects
