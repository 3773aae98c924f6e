#pragma once

#include <string>
#include <string_view>

namespace plimsoll::conformance {

// A text in which `*` stands for anything, also for nothing; every other letter for itself.
//
//   matches_text("400 {\"message\":\"Unknown runtime specified x\"}", "400 *Unknown runtime*");
[[nodiscard]] bool matches_text(std::string_view text, std::string_view pattern);

// The pattern for what was seen once and is to be known again: what differs from run to run (ids,
// times, directories of a sandbox) becomes `*`, and so does what is beyond the first two hundred
// letters.
[[nodiscard]] std::string pattern_of(std::string_view seen);

}  // namespace plimsoll::conformance
