#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// How many letters have to be inserted, removed, replaced or swapped to make one of the other.
[[nodiscard]] std::size_t edit_distance(std::string_view one, std::string_view other);

// What the user may have meant: at most three candidates, the nearest first, none that is too far
// away to be a slip of the finger. Case does not matter.
[[nodiscard]] std::vector<std::string> nearest(std::string_view typed,
                                               const std::vector<std::string>& candidates);

// "; did you mean `run`?" or, with nothing near, "".
[[nodiscard]] std::string did_you_mean(std::string_view typed,
                                       const std::vector<std::string>& candidates);

}  // namespace plimsoll::conformance
