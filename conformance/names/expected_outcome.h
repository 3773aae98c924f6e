#pragma once

#include <set>
#include <string>
#include <string_view>

#include "conformance/vectors/vectors.h"
#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// What an engine of an edition has to make of a name, as the suite reads the rule: written down a
// second time, on purpose, because the first one
// (reference-engine/runtime/decide.h) is what is under test.
//
//   const ExpectedOutcome expected({.configured = {"crun-by-path"}});
//   expected.of("io.containerd.kata.v2");  // NameOutcome::passed_on
//   expected.of("/bin/true");              // NameOutcome::refused
class ExpectedOutcome {
 public:
  struct Options {
    std::set<std::string, std::less<>> configured = {};
    Edition edition = newest_edition;
  };
  explicit ExpectedOutcome(Options options) : options_(std::move(options)) {}

  [[nodiscard]] NameOutcome of(std::string_view name) const;

 private:
  Options options_;
};

// The requirement that a name with this outcome is about.
[[nodiscard]] std::string requirement_of(std::string_view name, NameOutcome outcome);

}  // namespace plimsoll::conformance
