// What inspect, list and info show.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "conformance/defects/engines/pieces.h"

namespace plimsoll::defects {
namespace {

using engine::Record;
using engine::Surroundings;
using engine::Timestamp;
using nlohmann::json;
using runtime::Configuration;

void show_no_runtime(EngineRules& rules) {
  rules.containers.inspect = [](const Record& record, const Surroundings& surroundings) {
    json shown = engine::inspect(record, surroundings);
    shown["HostConfig"].erase("Runtime");
    return shown;
  };
}

// Right until it has run; from then on, what ran.
void show_the_shim_after_a_run(EngineRules& rules) {
  rules.containers.inspect = [](const Record& record, const Surroundings& surroundings) {
    json shown = engine::inspect(record, surroundings);
    if (record.state.status != engine::Status::created) {
      shown["HostConfig"]["Runtime"] = runtime::kRuncShim;
    }
    return shown;
  };
}

void list_short_ids(EngineRules& rules) {
  rules.containers.summary = [](const Record& record, Timestamp now) {
    json row = engine::summary(record, now);
    row["Id"] = record.id.substr(0, 12);
    return row;
  };
}

using ChangeInfo = void (*)(json& info, const Configuration& configuration);
void change_info(EngineRules& rules, ChangeInfo change) {
  rules.info_of_runtimes = [change](const Configuration& configuration) {
    json info = engine::api::info_of_runtimes(configuration);
    change(info, configuration);
    return info;
  };
}

// The PATH on which containerd finds its shims, which is not the engine's.
std::string path_of_containerd() {
  std::error_code unreadable;
  for (const auto& process : std::filesystem::directory_iterator("/proc", unreadable)) {
    std::ifstream command(process.path() / "comm");
    std::string name;
    if (!(command >> name) || name != "containerd") continue;
    std::ifstream environment(process.path() / "environ");
    for (std::string variable; std::getline(environment, variable, '\0');) {
      if (variable.starts_with("PATH=")) return variable.substr(5);
    }
  }
  return {};
}

// "containerd-shim-kata-v2" -> "io.containerd.kata.v2"; empty for other programs.
std::string name_of_shim(const std::string& program) {
  constexpr std::string_view prefix = "containerd-shim-";
  const auto dash = program.rfind('-');
  if (!program.starts_with(prefix) || dash <= prefix.size()) return {};
  const std::string shim = program.substr(prefix.size(), dash - prefix.size());
  return "io.containerd." + shim + "." + program.substr(dash + 1);
}

void list_what_is_installed(json& info, const Configuration&) {
  std::istringstream directories(path_of_containerd());
  for (std::string directory; std::getline(directories, directory, ':');) {
    std::error_code unreadable;
    for (const auto& file : std::filesystem::directory_iterator(directory, unreadable)) {
      const std::string name = name_of_shim(file.path().filename().string());
      if (!name.empty()) info["Runtimes"][name] = json::object();
    }
  }
}

void show_scripts(json& info, const Configuration& configuration) {
  for (const auto& [name, entry] : configuration.runtimes()) {
    const auto* path = std::get_if<runtime::PathRuntime>(&entry);
    if (path == nullptr || path->arguments.empty()) continue;
    info["Runtimes"][name]["path"] = "/var/lib/plimsoll/runtimes/" + name;
  }
}

void hide_typed(json& info, const Configuration& configuration) {
  for (const auto& [name, entry] : configuration.runtimes()) {
    if (std::holds_alternative<runtime::TypedRuntime>(entry)) info["Runtimes"].erase(name);
  }
}

}  // namespace

std::vector<Defect> defects_of_views() {
  return {
      {"inspect-shows-no-runtime", show_no_runtime},
      {"inspect-shows-what-ran", show_the_shim_after_a_run},
      {"list-shows-short-ids", list_short_ids},
      {"info-lists-installed-shims",
       [](EngineRules& rules) { change_info(rules, list_what_is_installed); }},
      {"info-shows-scripts", [](EngineRules& rules) { change_info(rules, show_scripts); }},
      {"info-hides-typed-runtimes", [](EngineRules& rules) { change_info(rules, hide_typed); }},
      {"info-hides-stock-runtimes",
       [](EngineRules& rules) {
         change_info(rules, [](json& info, const Configuration&) {
           info["Runtimes"].erase("runc");
           info["Runtimes"].erase(runtime::kRuncShim);
         });
       }},
      {"info-always-says-runc",
       [](EngineRules& rules) {
         change_info(rules,
                     [](json& info, const Configuration&) { info["DefaultRuntime"] = "runc"; });
       }},
      {"info-shows-no-default",
       [](EngineRules& rules) {
         change_info(rules, [](json& info, const Configuration&) { info["DefaultRuntime"] = ""; });
       }},
  };
}

}  // namespace plimsoll::defects
