#pragma once

#include <string>

namespace plimsoll::conformance {

// The first thing that keeps this machine from running that target in a sandbox, with what to do
// about it; empty if there is nothing.
[[nodiscard]] std::string missing_for_sandboxed_target(const std::string& target);

}  // namespace plimsoll::conformance
