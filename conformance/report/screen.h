#pragma once

#include <string>

namespace plimsoll::conformance {

// What a person sees without scrolling: 24 lines of 80 columns, less what the shell wants.
inline constexpr std::size_t screen_lines = 22;
inline constexpr std::size_t screen_columns = 80;

// The text, and the end below it, on one screen. What is too much is left out of the text, first of
// lines that are long for a screen, then of the lines at its end, and it is said how much that was;
// the end (where the evidence is, how to see it again) is there whatever happens.
[[nodiscard]] std::string fitted_to_screen(const std::string& text, const std::string& end);

}  // namespace plimsoll::conformance
