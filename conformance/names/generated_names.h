#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace plimsoll::conformance {

// Runtime names nobody would think of, and many that somebody would: dotted ones with parts that
// are empty or odd, paths in every form, near misses of names the engine knows, look-alikes of dot
// and slash, control bytes, escapes of URLs, C and JSON that must stay what they are, lengths
// around what a file's name and a path can hold, and plain bytes.
//
//   const GeneratedNames names({.seed = 7, .known = {"crun-by-path"}});
//   for (std::uint64_t i = 0; i < 100'000; ++i) try_it(names.at(i));
//
// The i-th name of a seed is the same wherever and in whatever order it is asked for, and is never
// empty: to ask for no runtime is no name.
class GeneratedNames {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::vector<std::string> known = {};            // configured; stock ones are known anyhow
    std::string directory = "/run/plimsoll/names";  // where absolute paths often lead
  };
  explicit GeneratedNames(Options options);

  [[nodiscard]] std::string at(std::uint64_t index) const;

  [[nodiscard]] std::uint64_t seed() const { return options_.seed; }

 private:
  Options options_;
};

}  // namespace plimsoll::conformance
