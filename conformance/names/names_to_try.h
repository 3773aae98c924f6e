#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/names/expected_outcome.h"
#include "conformance/names/generated_names.h"

namespace plimsoll::conformance {

// What a live engine under our configuration is to be asked for: generated names as text, or those
// of a file that an earlier run wrote.
//
//   const NamesToTry names({.seed = 7, .count = 100'000});
//   names.at(0); names.expected().of(names.at(0));
class NamesToTry {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::uint64_t count = 0;
    Edition edition = newest_edition;
    std::vector<NameVector> replayed = {};  // instead of generated ones, if there are any
  };
  explicit NamesToTry(const Options& options);

  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] std::string at(std::uint64_t index) const;
  [[nodiscard]] const ExpectedOutcome& expected() const { return expected_; }

  // Where absolute names lead: the same in every run, so that a seed means the same names.
  static constexpr const char* directory = "/run/plimsoll-names";

 private:
  std::uint64_t count_;
  std::vector<NameVector> replayed_;
  GeneratedNames generated_;
  ExpectedOutcome expected_;
};

}  // namespace plimsoll::conformance
