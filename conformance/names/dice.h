#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace plimsoll::conformance {

// Chance that is the same on every machine and with every standard library: what a seed led to once
// it leads to for ever. (std::uniform_int_distribution promises no such thing.)
//
//   Dice dice(Dice::seed_of({.run = 7, .index = 123}));
//   if (dice.one_in(4)) ...
//   const std::string_view word = dice.pick(words);
//
// The generator is SplitMix64, whose every seed is as good as another.
class Dice {
 public:
  struct Throw {
    std::uint64_t run = 0;    // the seed a person typed
    std::uint64_t index = 0;  // the how-manieth
  };
  // Far apart for neighbours.
  [[nodiscard]] static std::uint64_t seed_of(const Throw& one) {
    return mixed(mixed(one.run) + one.index);
  }

  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() { return mixed(state_ += 0x9E3779B97F4A7C15u); }

  // From 0 on, and less than `sides`, which is at least 1. (Of the upper half of a roll: the bias
  // is less than one in four thousand million.)
  std::size_t below(std::size_t sides) {
    return static_cast<std::size_t>(((roll() >> 32) * sides) >> 32);
  }

  bool one_in(std::size_t sides) { return below(sides) == 0; }

  // Both ends included.
  std::size_t between(std::size_t least, std::size_t most) {
    return least + below(most - least + 1);
  }

  template <class List>
  const auto& pick(const List& list) {
    return list[below(list.size())];
  }

 private:
  static std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
  }

  std::uint64_t state_;
};

}  // namespace plimsoll::conformance
