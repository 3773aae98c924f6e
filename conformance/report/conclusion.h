#pragma once

#include <string>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// The sentence somebody needs: does this target conform, and to what. Not yet escaped.
//
//   reference 0.1.0 is not conforming to edition 2023+ (dockerd 24.0 and later): 2 of 39
//   requirements are violated: PASS-001, PASS-002.
[[nodiscard]] std::string conclusion(const TargetResult& target);

// "dockerd 20.10.24", or the target alone if it never told its version.
[[nodiscard]] std::string name_with_version(const TargetResult& target);

// "containerd 1.6.20, runc 1.1.5", what the target stood on; empty if nothing could be seen.
[[nodiscard]] std::string surroundings(const TargetResult& target);

// "1 case", "2 cases".
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun);

}  // namespace plimsoll::conformance
