#include "reference-engine/container/process_environment.h"

#include <algorithm>
#include <string_view>

#include "reference-engine/container/environment_variable.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

constexpr const char* kSearchPath =
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr const char* kTerminal = "TERM=xterm";

bool is_set(const std::vector<std::string>& environment, std::string_view name) {
  return std::any_of(environment.begin(), environment.end(), [&](const std::string& assignment) {
    return variable_name(assignment) == name;
  });
}

void set_user(json& process, const oci::User& user) {
  process["user"] = {{"uid", user.uid}, {"gid", user.gid}};
  if (!user.additional_gids.empty()) process["user"]["additionalGids"] = user.additional_gids;
}

// As execve leaves them (moby v28.5.2:daemon/pkg/oci/oci.go SetCapabilities).
void set_capabilities(json& process, const json& granted) {
  json sets = {{"bounding", granted}};
  if (process["user"]["uid"] == 0) {
    sets["effective"] = granted;
    sets["permitted"] = granted;
  }
  process["capabilities"] = std::move(sets);
}

}  // namespace

std::variant<oci::User, oci::UserError> user_of(const UserRequest& request) {
  auto resolved = oci::resolve_user(request.user, request.passwd, request.group);
  auto* user = std::get_if<oci::User>(&resolved);
  if (!user) return resolved;
  for (const auto& wanted : request.further_groups) {
    const auto found = oci::resolve_user("0:" + wanted, request.passwd, request.group);
    if (const auto* bad = std::get_if<oci::UserError>(&found)) return *bad;
    user->additional_gids.push_back(std::get<oci::User>(found).gid);
  }
  return resolved;
}

std::vector<std::string> environment_of(const json& config) {
  std::vector<std::string> environment = {kSearchPath, "HOSTNAME=" + config.value("Hostname", "")};
  if (config.value("Tty", false)) environment.push_back(kTerminal);
  const auto own = config.find("Env");
  if (own == config.end() || !own->is_array()) return environment;
  return with_assignments(std::move(environment), own->get<std::vector<std::string>>());
}

// A name without '=' takes the variable away.
std::vector<std::string> with_assignments(std::vector<std::string> environment,
                                          const std::vector<std::string>& further) {
  for (const auto& assignment : further) {
    const auto name = variable_name(assignment);
    const auto same = std::find_if(environment.begin(), environment.end(),
                                   [&](const auto& known) { return variable_name(known) == name; });
    const bool takes_away = name.size() == assignment.size();
    if (same == environment.end()) {
      if (!takes_away) environment.push_back(assignment);
    } else if (takes_away) {
      environment.erase(same);
    } else {
      *same = assignment;
    }
  }
  return environment;
}

std::variant<json, oci::UserError> exec_process(const json& container_process,
                                                const json& exec_config,
                                                const ExecSurroundings& surroundings) {
  json process = container_process;
  process["args"] = exec_config["Cmd"];
  process["terminal"] = exec_config["Tty"];
  if (exec_config["WorkingDir"] != "") process["cwd"] = exec_config["WorkingDir"];
  auto environment = with_assignments(process["env"].get<std::vector<std::string>>(),
                                      exec_config["Env"].get<std::vector<std::string>>());
  if (exec_config["Tty"] == true && !is_set(environment, "TERM")) environment.push_back(kTerminal);
  process["env"] = std::move(environment);
  const auto wanted = exec_config["User"].get<std::string>();
  if (!wanted.empty()) {
    const auto user =
        user_of({.user = wanted, .passwd = surroundings.passwd, .group = surroundings.group});
    if (const auto* bad = std::get_if<oci::UserError>(&user)) return *bad;
    set_user(process, std::get<oci::User>(user));
  }
  const bool privileged = exec_config["Privileged"] == true;
  const json granted = privileged ? json(surroundings.all_capabilities)
                                  : container_process["capabilities"]["bounding"];
  set_capabilities(process, granted);
  return process;
}

}  // namespace plimsoll::engine
