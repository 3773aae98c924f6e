#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// In which order cases run: a verdict that depends on it is a defect of the suite. GoogleTest keeps
// the cases of one suite together, so suites and the cases within each are ordered.
//
//   const auto order = Order::parse("random:7");
//   for (const std::string& name : ordered(names, *order)) ...
struct Order {
  enum class Kind { forward, reverse, random };

  Kind kind = Kind::forward;  // forward: as `plimsoll list` has them
  std::uint64_t seed = 0;     // of random: the same seed, the same order

  // "forward", "reverse", "random:7"; nothing if it is none of these.
  [[nodiscard]] static std::optional<Order> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
};

// Names are "Suite.Case".
[[nodiscard]] std::vector<std::string> ordered(std::vector<std::string> names, const Order& order);

}  // namespace plimsoll::conformance
