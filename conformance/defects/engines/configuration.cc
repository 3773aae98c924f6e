// How daemon.json and the flags become what is in force, at the start and when it is read again.
#include <filesystem>

#include "conformance/defects/engines/pieces.h"

namespace plimsoll::defects {
namespace {

using nlohmann::json;
using runtime::Configuration;
using runtime::ConfigurationError;
using runtime::ConfigurationResult;
using runtime::ConfiguredRuntimes;
using runtime::Flags;

// The engine's own, and a last look at what came of it.
using Second = void (*)(Configuration& configuration);
void read_and(EngineRules& rules, Second second) {
  rules.configuration.read = [second](std::string_view file, Flags flags) {
    ConfigurationResult result = runtime::read_configuration(file, std::move(flags));
    if (auto* configuration = std::get_if<Configuration>(&result)) second(*configuration);
    return result;
  };
}

// The engine's own, for files this has nothing against.
using Complaint = bool (*)(const json& file);
ConfigurationResult unless(Complaint complains, std::string_view file, ConfigurationResult result) {
  const json document = json::parse(file, nullptr, false);
  if (document.is_object() && complains(document)) return ConfigurationError{"daemon.json: no"};
  return result;
}

void read_unless(EngineRules& rules, Complaint complains) {
  rules.configuration.read = [complains](std::string_view file, Flags flags) {
    return unless(complains, file, runtime::read_configuration(file, std::move(flags)));
  };
}

void reload_unless(EngineRules& rules, Complaint complains) {
  rules.configuration.reload = [complains](const Configuration& in_force, std::string_view file) {
    return unless(complains, file, runtime::reload(in_force, file));
  };
}

// The engine's own, from another beginning.
void reload_from(EngineRules& rules, Second beginning) {
  rules.configuration.reload = [beginning](const Configuration& in_force, std::string_view file) {
    Configuration changed = in_force;
    beginning(changed);
    return runtime::reload(changed, file);
  };
}

ConfigurationResult start_all_the_same(std::string_view file, Flags flags) {
  ConfigurationResult result = runtime::read_configuration(file, std::move(flags));
  return std::holds_alternative<Configuration>(result) ? result : Configuration{};
}

ConfigurationResult succeed_all_the_same(const Configuration& in_force, std::string_view file) {
  ConfigurationResult result = runtime::reload(in_force, file);
  return std::holds_alternative<Configuration>(result) ? result : in_force;
}

// As dockerd up to 24, which judges the file alone: the default is asked about only if it is there.
ConfigurationResult look_at_the_file_alone(const Configuration& in_force, std::string_view file) {
  Configuration without = in_force;
  without.default_runtime = "runc";
  ConfigurationResult result = runtime::reload(without, file);
  auto* configuration = std::get_if<Configuration>(&result);
  if (configuration != nullptr && configuration->default_runtime == "runc") {
    configuration->default_runtime = in_force.default_runtime;
  }
  return result;
}

void leave_out(ConfiguredRuntimes& runtimes,
               bool (*unwanted)(const ConfiguredRuntimes::value_type&)) {
  std::erase_if(runtimes, unwanted);
}

bool has_no_program(const ConfiguredRuntimes::value_type& entry) {
  const auto* path = std::get_if<runtime::PathRuntime>(&entry.second);
  return path != nullptr && path->path.starts_with('/') && !std::filesystem::exists(path->path);
}

bool looks_like_runc(const ConfiguredRuntimes::value_type& entry) {
  return entry.first == "Runc" || entry.first == "RUNC" || entry.first.starts_with("runc");
}

bool has_a_type_of_no_form(const ConfiguredRuntimes::value_type& entry) {
  const auto* typed = std::get_if<runtime::TypedRuntime>(&entry.second);
  return typed != nullptr && is_refused(runtime::decide({}, typed->type));
}

bool has_an_odd_entry(const json& file) {
  for (const json& entry : file.value("runtimes", json::object())) {
    if (!entry.is_object()) continue;
    for (const auto& [key, value] : entry.items()) {
      const bool known =
          key == "path" || key == "runtimeType" || key == "runtimeArgs" || key == "options";
      if (!known || value.empty() || value == "") return true;
    }
  }
  return false;
}

bool has_an_empty_default(const json& file) {
  return file.value("default-runtime", "runc").empty();
}
bool has_null_runtimes(const json& file) {
  return file.contains("runtimes") && file["runtimes"].is_null();
}
bool has_no_runtimes(const json& file) { return file.value("runtimes", json(1)).empty(); }

Decision look_for_nothing_behind_arguments(const Catalogue& catalogue, std::string_view name) {
  Decision decision = runtime::decide(catalogue, name);
  if (auto* selected = std::get_if<runtime::Selected>(&decision))
    selected->must_be_executable.clear();
  return decision;
}

// As dockerd up to 24.0, which puts its stock runtimes over what the file says.
Decision stock_names_first(const Catalogue& catalogue, std::string_view name) {
  return runtime::decide(
      runtime::is_stock(name) ? Catalogue{.defaults = catalogue.defaults} : catalogue, name);
}

}  // namespace

std::vector<Defect> defects_of_configuration() {
  return {
      {"bad-configuration-is-no-configuration",
       [](EngineRules& rules) { rules.configuration.read = start_all_the_same; }},
      {"configuration-file-is-another",
       [](EngineRules& rules) {
         read_and(rules, [](Configuration& c) {
           c.from_file = {};
           c.default_runtime = c.flags.default_runtime.value_or("runc");
         });
       }},
      {"flags-are-not-heard",
       [](EngineRules& rules) {
         rules.configuration.read = [](std::string_view file, const Flags&) {
           return runtime::read_configuration(file, {});
         };
       }},
      {"validate-is-not-heard",
       [](EngineRules& rules) { rules.configuration.hears_validate = false; }},
      {"missing-programs-are-left-out",
       [](EngineRules& rules) {
         read_and(rules, [](Configuration& c) {
           leave_out(c.from_file, has_no_program);
           leave_out(c.from_flags, has_no_program);
         });
       }},
      {"names-like-runc-are-left-out",
       [](EngineRules& rules) {
         read_and(rules, [](Configuration& c) { leave_out(c.from_file, looks_like_runc); });
       }},
      {"types-are-judged-by-form",
       [](EngineRules& rules) {
         read_and(rules, [](Configuration& c) { leave_out(c.from_file, has_a_type_of_no_form); });
       }},
      {"entries-have-to-be-exact",
       [](EngineRules& rules) { read_unless(rules, has_an_odd_entry); }},
      {"empty-default-is-unknown",
       [](EngineRules& rules) { read_unless(rules, has_an_empty_default); }},
      {"nothing-is-looked-for-behind-arguments",
       [](EngineRules& rules) { at_both_ends(rules, look_for_nothing_behind_arguments); }},
      {"stock-names-cannot-be-replaced",
       [](EngineRules& rules) { at_both_ends(rules, stock_names_first); }},
      {"reload-changes-nothing",
       [](EngineRules& rules) {
         rules.configuration.reload = [](const Configuration& in_force, std::string_view) {
           return in_force;
         };
       }},
      {"refused-reload-is-told-as-done",
       [](EngineRules& rules) { rules.configuration.reload = succeed_all_the_same; }},
      {"reload-forgets-what-is-not-mentioned",
       [](EngineRules& rules) {
         reload_from(rules, [](Configuration& c) {
           c.from_file = {};
           c.default_runtime = "runc";
         });
       }},
      {"reload-forgets-the-flags",
       [](EngineRules& rules) { reload_from(rules, [](Configuration& c) { c.from_flags = {}; }); }},
      {"reload-looks-at-the-file-alone",
       [](EngineRules& rules) { rules.configuration.reload = look_at_the_file_alone; }},
      {"reload-without-runtimes-is-refused",
       [](EngineRules& rules) { reload_unless(rules, has_no_runtimes); }},
      {"reload-of-null-is-refused",
       [](EngineRules& rules) { reload_unless(rules, has_null_runtimes); }},
  };
}

}  // namespace plimsoll::defects
