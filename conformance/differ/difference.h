#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/differ/operation.h"

namespace plimsoll::conformance {

// Where two engines part that were put through the same sequence.
struct Difference {
  Sequence sequence;                // up to the operation that they answer otherwise
  std::array<std::string, 2> seen;  // their answers to it

  // The same for all that differ in the same way: the operation, and both answers without the names
  // and numbers of this one.
  [[nodiscard]] std::string cause() const;
};

[[nodiscard]] std::optional<Difference> first_difference(const Sequence& sequence,
                                                         const Answers& one, const Answers& other);

// All differences of one cause, told by the shortest.
struct Cause {
  std::string name;
  std::size_t count = 0;
  Difference example;
};

// Plays a sequence on both engines.
using PlayedOnBoth = std::function<std::optional<Difference>(const Sequence&)>;

// The shortest sequence that still shows the cause: operations are left out, and a name that is
// asked for is made shorter. `tries` at most.
[[nodiscard]] Difference shrunk(const Difference& difference, const PlayedOnBoth& play,
                                std::size_t tries = 60);

}  // namespace plimsoll::conformance
