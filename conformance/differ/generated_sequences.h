#pragma once

#include <cstdint>

#include "conformance/differ/operation.h"
#include "conformance/names/generated_names.h"

namespace plimsoll::conformance {

// Sequences of operations nobody wrote down, the same for the same seed.
//
//   const GeneratedSequences sequences({.seed = 7});
//   sequences.at(0);  // create "a/b", start, inspect
//
// Most are about a name. One in `configured_one_in` gives the engine a configuration first (at a
// restart or a reload) with entries that are whole, odd or wrong, and asks for what it might know
// then.
class GeneratedSequences {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::uint64_t configured_one_in = 10;
  };
  explicit GeneratedSequences(Options options);

  [[nodiscard]] Sequence at(std::uint64_t index) const;

 private:
  Options options_;
  GeneratedNames names_;
};

}  // namespace plimsoll::conformance
