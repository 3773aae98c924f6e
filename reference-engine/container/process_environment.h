#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "reference-engine/oci/settings.h"
#include "reference-engine/oci/user.h"

namespace plimsoll::engine {

// What a process of a container starts with: its user and its variables.

struct UserRequest {
  std::string user;  // as in `docker run --user`
  std::vector<std::string> further_groups = {};
  std::string passwd = {};
  std::string group = {};
};
[[nodiscard]] std::variant<oci::User, oci::UserError> user_of(const UserRequest& request);

// PATH, HOSTNAME and, for a terminal, TERM; then what the config says, which goes before
// (moby v28.5.2:container/container_unix.go CreateDaemonEnvironment).
[[nodiscard]] std::vector<std::string> environment_of(const nlohmann::json& config);

// Later assignments replace earlier ones of the same name in their place.
[[nodiscard]] std::vector<std::string> with_assignments(std::vector<std::string> environment,
                                                        const std::vector<std::string>& further);

struct ExecSurroundings {
  std::string passwd = {};
  std::string group = {};
  std::vector<std::string> all_capabilities = {};  // what a privileged exec gets
};
// The OCI process of an exec: the container's own, with what the request says otherwise.
[[nodiscard]] std::variant<nlohmann::json, oci::UserError> exec_process(
    const nlohmann::json& container_process, const nlohmann::json& exec_config,
    const ExecSurroundings& surroundings);

}  // namespace plimsoll::engine
