#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace plimsoll::oci {

// The default profile as the containers project maintains it, built in from Debian's package.
[[nodiscard]] const nlohmann::json& default_seccomp_profile();

// Whom a filter is for.
struct FilteredProcess {
  const std::vector<std::string>& capabilities;
  bool kernel_has_x32 = true;
};

// A profile in docker's format, with rules for capabilities and architectures, as the OCI spec's
// linux.seccomp for this architecture and this process (moby
// v28.5.2:profiles/seccomp/seccomp_linux.go). Without x32 in the kernel its calls are the filter's
// bad architecture rather than the kernel's ENOSYS.
[[nodiscard]] nlohmann::json compile_seccomp(const nlohmann::json& profile,
                                             const FilteredProcess& process);

}  // namespace plimsoll::oci
