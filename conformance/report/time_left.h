#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace plimsoll::conformance {

// How long it will take yet, if it goes on as it went so far; nothing until there is something to
// judge by.
struct Advance {
  std::size_t done = 0;
  std::size_t total = 0;
  std::chrono::milliseconds elapsed{0};
};
[[nodiscard]] std::optional<std::chrono::seconds> time_left(const Advance& advance);

// "about 14 s left", "about 3 min left", "about 2 h left"; rounded, since it is a guess.
[[nodiscard]] std::string spoken(std::chrono::seconds left);

}  // namespace plimsoll::conformance
