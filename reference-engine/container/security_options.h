#pragma once

#include <string>
#include <variant>
#include <vector>

#include "reference-engine/oci/settings.h"

namespace plimsoll::engine {

// HostConfig.SecurityOpt, understood.
struct SecurityOptions {
  oci::Seccomp seccomp = {};
  bool no_new_privileges = false;
  std::string apparmor_profile = {};
};

struct InvalidSecurityOption {
  std::string message;
};

// "seccomp=unconfined", "seccomp={...}", "no-new-privileges[=true|false]", "apparmor=NAME"; labels
// say nothing where SELinux is not (moby v28.5.2:daemon/daemon_unix.go parseSecurityOpt).
[[nodiscard]] std::variant<SecurityOptions, InvalidSecurityOption> read_security_options(
    const std::vector<std::string>& options);

}  // namespace plimsoll::engine
