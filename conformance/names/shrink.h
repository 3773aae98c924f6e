#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace plimsoll::conformance {

// Makes of a name that shows something the shortest and plainest one that still shows it.
//
//   shrunk("\x1b../io.containerd.kata.v2/x", {.still_shows = [](std::string_view name) {
//     return name.find('/') != std::string_view::npos;
//   }});  // "/"
//
// Nothing can be taken out of the result, and no character of it made an `a`, without losing what
// it shows (unless the tries were used up). Characters are taken whole, so that text stays text.
struct Shrinking {
  std::function<bool(std::string_view name)> still_shows;  // the same each time it is asked
  std::size_t tries = 2000;                                // to be asked at most so often
};
[[nodiscard]] std::string shrunk(std::string_view name, const Shrinking& how);

}  // namespace plimsoll::conformance
