#pragma once

#include <string>
#include <vector>

namespace plimsoll::conformance {

// A command line that may be shown to others: a report is made to be handed in. User names and
// passwords within addresses, and the values of options that are named after a secret, are hidden.
//
//   {"--target", "tcp://me:pw@host:2376"}  ->  {"--target", "tcp://(redacted)@host:2376"}
//   {"--registry-token", "abc"}            ->  {"--registry-token", "(redacted)"}
[[nodiscard]] std::vector<std::string> redacted(const std::vector<std::string>& command_line);

}  // namespace plimsoll::conformance
