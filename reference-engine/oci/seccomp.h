#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace plimsoll::oci {

// The default profile as the containers project maintains it, built in from Debian's package.
[[nodiscard]] const nlohmann::json& default_seccomp_profile();

// A profile in docker's format, with rules for capabilities and architectures, as the OCI spec's
// linux.seccomp for this architecture and these capabilities (moby
// v28.5.2:profiles/seccomp/seccomp_linux.go).
[[nodiscard]] nlohmann::json compile_seccomp(const nlohmann::json& profile,
                                             const std::vector<std::string>& capabilities);

}  // namespace plimsoll::oci
