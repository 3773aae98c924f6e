#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// What was seen may be any bytes: runtime names are made of escape sequences on purpose. These show
// them without obeying them. The result is well-formed UTF-8 and one line; it holds no control
// character, nothing that is invisible or turns the direction of writing, and nothing XML forbids.
//
//   printable("a\x1b[2Jb\xff")   // "a\x1b[2Jb\xff", spelled out
//
// A backslash stays as it is: these texts are for people, and report.json is exact.
[[nodiscard]] std::string printable(std::string_view bytes);

// The same for a text of several lines; one line feed at the very end does not count.
[[nodiscard]] std::vector<std::string> printable_lines(std::string_view bytes);

// The beginning of what is too long to be shown, and how much was left out.
[[nodiscard]] std::string excerpt(std::string_view bytes, std::size_t limit);

}  // namespace plimsoll::conformance
