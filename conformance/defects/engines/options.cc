// What the shim and the OCI runtime are told.
#include <filesystem>

#include "conformance/defects/engines/pieces.h"

namespace plimsoll::defects {
namespace {

using runtime::GenericOptions;
using runtime::Origin;
using runtime::RuncOptions;
using runtime::Selected;

RuncOptions* runc_options_of(Selected& selected) {
  return std::get_if<RuncOptions>(&selected.runtime.options);
}

bool is_typed(const Catalogue& catalogue, std::string_view name) {
  const auto entry = catalogue.configured.find(name);
  return entry != catalogue.configured.end() &&
         std::holds_alternative<runtime::TypedRuntime>(entry->second);
}

Decision written_options_are_dropped(const Catalogue& catalogue, std::string_view name) {
  Decision decision = runtime::decide(catalogue, name);
  if (is_typed(catalogue, name)) std::get<Selected>(decision).runtime.options = {};
  return decision;
}

void runc_options_for_all(Selected& selected) {
  if (selected.runtime.options.index() == 0) {
    selected.runtime.options = RuncOptions{.binary_name = "runc"};
  }
}

void one_type_for_all(Selected& selected) {
  if (std::holds_alternative<GenericOptions>(selected.runtime.options)) {
    selected.runtime.options = RuncOptions{.binary_name = "runc"};
  }
}

void fields_of_other_shims_are_lost(Selected& selected) {
  if (auto* generic = std::get_if<GenericOptions>(&selected.runtime.options)) *generic = {};
}

void path_is_cut_to_its_file(Selected& selected) {
  if (auto* runc = runc_options_of(selected)) {
    runc->binary_name = std::filesystem::path(runc->binary_name).filename().string();
  }
}

void every_path_is_runc(Selected& selected) {
  if (auto* runc = runc_options_of(selected)) runc->binary_name = "runc";
}

// One of the two names goes another way, and lacks what is filled in on the first.
void tell_stock_names_apart(EngineRules& rules) {
  at_both_ends(rules, decide_and([](Selected& selected) {
                 auto* runc = runc_options_of(selected);
                 if (runc != nullptr && selected.name == runtime::kRuncShim) runc->root.clear();
               }));
  rules.containers.options.record = [](const runtime::ShimRuntime& runtime) {
    runtime::ShimRuntime other = runtime;
    auto* runc = std::get_if<RuncOptions>(&other.options);
    if (runc != nullptr && runc->root.empty()) runc->systemd_cgroup = true;
    return engine::options_for_record(other);
  };
}

// The record says what was configured; the task is created with something else.
void tell_the_shim_something_else(EngineRules& rules) {
  rules.containers.options.task = [](const runtime::ShimRuntime& runtime) {
    runtime::ShimRuntime other = runtime;
    if (auto* runc = std::get_if<RuncOptions>(&other.options)) runc->binary_name.clear();
    return engine::options_for_task(other);
  };
}

void record_no_options(EngineRules& rules) {
  rules.containers.options.record = [](const runtime::ShimRuntime&) {
    return std::optional<google::protobuf::Any>();
  };
}

Decision arguments_are_dropped(const Catalogue& catalogue, std::string_view name) {
  Decision decision = runtime::decide(catalogue, name);
  auto* selected = std::get_if<Selected>(&decision);
  if (selected == nullptr || selected->must_be_executable.empty()) return decision;
  runc_options_of(*selected)->binary_name = selected->must_be_executable;
  return decision;
}

// Scripts of the right name, as that is what the rule leads to, and with something else in them.
using Script = std::string (*)(const runtime::PathRuntime& runtime);
void write_scripts(EngineRules& rules, Script script) {
  rules.configuration.wrappers = [script](const runtime::ConfiguredRuntimes& configured) {
    std::vector<runtime::Wrapper> wrappers;
    for (const auto& [name, entry] : configured) {
      const auto* path = std::get_if<runtime::PathRuntime>(&entry);
      if (path == nullptr || path->arguments.empty()) continue;
      auto wrapper = runtime::wrapper_for(name, *path);
      wrapper.content = "#!/bin/sh\nexec '" + path->path + "' " + script(*path) + "\n";
      wrappers.push_back(std::move(wrapper));
    }
    return wrappers;
  };
}

std::string joined(const runtime::PathRuntime& runtime) {
  std::string words;
  for (const auto& word : runtime.arguments) words += (words.empty() ? "" : " ") + word;
  return words;
}

}  // namespace

std::vector<Defect> defects_of_options() {
  return {
      {"options-are-dropped",
       [](EngineRules& rules) { at_both_ends(rules, written_options_are_dropped); }},
      {"options-of-runc-go-to-every-shim",
       [](EngineRules& rules) { at_both_ends(rules, decide_and(runc_options_for_all)); }},
      {"one-type-of-options-for-all",
       [](EngineRules& rules) { at_both_ends(rules, decide_and(one_type_for_all)); }},
      {"fields-of-other-shims-are-lost",
       [](EngineRules& rules) { at_both_ends(rules, decide_and(fields_of_other_shims_are_lost)); }},
      {"path-is-cut-to-its-file",
       [](EngineRules& rules) { at_both_ends(rules, decide_and(path_is_cut_to_its_file)); }},
      {"every-path-is-runc",
       [](EngineRules& rules) { at_both_ends(rules, decide_and(every_path_is_runc)); }},
      {"stock-names-differ", tell_stock_names_apart},
      {"shim-is-told-something-else", tell_the_shim_something_else},
      {"record-has-no-options", record_no_options},
      {"arguments-are-dropped",
       [](EngineRules& rules) { at_both_ends(rules, arguments_are_dropped); }},
      {"arguments-come-last",
       [](EngineRules& rules) {
         write_scripts(rules, [](const runtime::PathRuntime& runtime) {
           return "\"$@\" " + joined(runtime);
         });
       }},
      {"arguments-are-one-word",
       [](EngineRules& rules) {
         write_scripts(rules, [](const runtime::PathRuntime& runtime) {
           return "'" + joined(runtime) + "' \"$@\"";
         });
       }},
  };
}

}  // namespace plimsoll::defects
