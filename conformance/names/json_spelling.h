#pragma once

#include <string>
#include <string_view>

#include "conformance/names/dice.h"

namespace plimsoll::conformance {

// The name as JSON can carry it: what is no UTF-8 is replaced by U+FFFD, as JSON libraries do.
[[nodiscard]] std::string as_text(std::string_view name);

// A JSON string, quotes included, that means this text (UTF-8): written plainly, or with some or
// all of its characters as \u escapes, upper and lower case, and slashes as `\/`. However it is
// written, it is the same name.
[[nodiscard]] std::string spelled_in_json(std::string_view text, Dice& dice);

}  // namespace plimsoll::conformance
