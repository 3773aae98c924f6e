#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reference-engine/oci/settings.h"

namespace plimsoll::oci {

// Every capability of Linux 5.9 and later, in the kernel's order.
[[nodiscard]] const std::vector<std::string>& all_capabilities();

// What a container gets: all if privileged, else dockerd's fourteen, more those added, less those
// dropped (moby v28.5.2:daemon/pkg/oci/caps/defaults.go).
[[nodiscard]] std::vector<std::string> effective_capabilities(const Capabilities& wanted,
                                                              bool privileged);

// The capabilities of a mask such as CapBnd of /proc/self/status.
[[nodiscard]] std::vector<std::string> capabilities_of(std::uint64_t mask);

// "net_admin" and "CAP_NET_ADMIN" alike are CAP_NET_ADMIN; empty for a name that is none.
[[nodiscard]] std::string canonical_capability(std::string_view name);

}  // namespace plimsoll::oci
