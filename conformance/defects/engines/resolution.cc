// What a name stands for.
#include <unistd.h>

#include <boost/algorithm/string/predicate.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/container/look_path.h"
#include "reference-engine/runtime/name_rule.h"

namespace plimsoll::defects {
namespace {

using runtime::names_a_shim_on_path;
using runtime::PathRuntime;

Decision shims_first(const Catalogue& catalogue, std::string_view name) {
  if (!runtime::is_stock(name) && names_a_shim_on_path(name)) return passed_on(name);
  return runtime::decide(catalogue, name);
}

Decision form_of_configured_names_counts(const Catalogue& catalogue, std::string_view name) {
  const bool configured = catalogue.configured.contains(name);
  const bool looks_odd = name.find('/') != std::string_view::npos;
  return configured && looks_odd ? refused(name) : runtime::decide(catalogue, name);
}

Decision known_names_only(const Catalogue& catalogue, std::string_view name) {
  return is_known(catalogue, name) ? runtime::decide(catalogue, name) : refused(name);
}

Decision runc_is_a_name_like_others(const Catalogue& catalogue, std::string_view name) {
  const bool configured = catalogue.configured.contains(name);
  return name == "runc" && !configured ? refused(name) : runtime::decide(catalogue, name);
}

Decision configured_in_any_case(const Catalogue& catalogue, std::string_view name) {
  for (const auto& [known, entry] : catalogue.configured) {
    if (!name.empty() && boost::algorithm::iequals(known, name))
      return runtime::decide(catalogue, known);
  }
  return runtime::decide(catalogue, name);
}

// As after a reload in dockerd 23 and 24: the name is one to pass on, without options.
Decision only_runc_is_stock(const Catalogue& catalogue, std::string_view name) {
  const bool stock_shim = name == runtime::kRuncShim && !catalogue.configured.contains(name);
  return stock_shim ? passed_on(name) : runtime::decide(catalogue, name);
}

Decision unknown_is_the_default(const Catalogue& catalogue, std::string_view name) {
  const Decision decision = runtime::decide(catalogue, name);
  return is_refused(decision) ? runtime::decide(catalogue, "") : decision;
}

// The name is kept, and whatever it is, the default runs.
Decision never_read(const Catalogue& catalogue, std::string_view name) {
  Decision decision = runtime::decide(catalogue, "");
  auto* selected = std::get_if<runtime::Selected>(&decision);
  if (selected != nullptr && !name.empty()) selected->name = name;
  return decision;
}

Decision the_word_default(const Catalogue& catalogue, std::string_view name) {
  return runtime::decide(catalogue, name == "default" ? "" : name);
}

Decision one_name_a_binary(const Catalogue& catalogue, std::string_view name) {
  const auto path_of = [](const runtime::Configured& entry) {
    const auto* path = std::get_if<PathRuntime>(&entry);
    return path != nullptr ? path->path : std::string();
  };
  const auto wanted = catalogue.configured.find(name);
  if (wanted == catalogue.configured.end() || path_of(wanted->second).empty()) {
    return runtime::decide(catalogue, name);
  }
  for (const auto& [known, entry] : catalogue.configured) {
    if (path_of(entry) != path_of(wanted->second)) continue;
    return known == name ? runtime::decide(catalogue, name) : refused(name);
  }
  return refused(name);
}

// On its own PATH, which is not containerd's business.
Decision installed_shims_only(const Catalogue& catalogue, std::string_view name) {
  const Decision decision = runtime::decide(catalogue, name);
  const auto* selected = std::get_if<runtime::Selected>(&decision);
  if (selected == nullptr || selected->origin != runtime::Origin::passed_on) return decision;
  const auto parts = parts_of(name);
  const std::string binary = "containerd-shim-" + parts[parts.size() - 2] + "-" + parts.back();
  const char* const path = std::getenv("PATH");
  const auto why = engine::why_not_executable(binary, path != nullptr ? path : "");
  return why ? refused(name) : decision;
}

Decision executable_paths_are_taken(const Catalogue& catalogue, std::string_view name) {
  const bool path = name.starts_with('/') && !is_known(catalogue, name);
  if (path && ::access(std::string(name).c_str(), X_OK) == 0) return passed_on(name);
  return runtime::decide(catalogue, name);
}

// What was decided last, for whichever container it was.
void keep_one_runtime_for_all(EngineRules& rules) {
  const auto last = std::make_shared<std::optional<Decision>>();
  rules.containers.decide_at_create = [last](const Catalogue& catalogue, std::string_view name) {
    Decision decision = runtime::decide(catalogue, name);
    if (!is_refused(decision)) *last = decision;
    return decision;
  };
  rules.containers.decide_at_start = [last](const Catalogue& catalogue, std::string_view name) {
    return last->value_or(runtime::decide(catalogue, name));
  };
}

// Its name is what it stands for, from the moment it is created.
void resolve_aliases_at_create(EngineRules& rules) {
  rules.containers.decide_at_create = decide_and([](runtime::Selected& selected) {
    if (selected.origin == runtime::Origin::configured) selected.name = selected.runtime.shim;
  });
}

}  // namespace

std::vector<Defect> defects_of_resolution() {
  return {
      {"implicit-wins-over-configured",
       [](EngineRules& rules) { at_both_ends(rules, shims_first); }},
      {"configured-names-are-judged-by-form",
       [](EngineRules& rules) { at_both_ends(rules, form_of_configured_names_counts); }},
      {"runc-must-be-configured",
       [](EngineRules& rules) { at_both_ends(rules, runc_is_a_name_like_others); }},
      {"shims-must-be-configured",
       [](EngineRules& rules) { at_both_ends(rules, known_names_only); }},
      {"configured-names-match-in-any-case",
       [](EngineRules& rules) { at_both_ends(rules, configured_in_any_case); }},
      {"stock-shim-is-passed-on",
       [](EngineRules& rules) { at_both_ends(rules, only_runc_is_stock); }},
      {"unknown-is-the-default",
       [](EngineRules& rules) { at_both_ends(rules, unknown_is_the_default); }},
      {"runtime-is-never-read", [](EngineRules& rules) { at_both_ends(rules, never_read); }},
      {"default-is-a-name", [](EngineRules& rules) { at_both_ends(rules, the_word_default); }},
      {"one-name-a-binary", [](EngineRules& rules) { at_both_ends(rules, one_name_a_binary); }},
      {"shim-must-be-on-the-engines-path",
       [](EngineRules& rules) { at_both_ends(rules, installed_shims_only); }},
      {"executable-paths-are-taken",
       [](EngineRules& rules) { at_both_ends(rules, executable_paths_are_taken); }},
      {"one-runtime-for-all", keep_one_runtime_for_all},
      {"alias-is-resolved-at-create", resolve_aliases_at_create},
  };
}

}  // namespace plimsoll::defects
