#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "conformance/verdict/outcome.h"

namespace plimsoll::conformance {

// Every case run N times (--repeat N), and one outcome of them all.
//
//   Repeats repeats(5);
//   if (const auto whole = repeats.add(outcome)) report(*whole);
//   repeats.flaky();  // {"Refusal.Root"}
//
// Verdicts that differ are a finding of their own: such a case is flaky and has failed, however
// often it passed (or is broken, if that is what it was now and then). Nothing turns a failure into
// a pass.
class Repeats {
 public:
  explicit Repeats(int runs) : runs_(runs) {}

  // The outcome of the whole with the last run of the case; nothing before.
  [[nodiscard]] std::optional<Outcome> add(Outcome outcome);
  // Of a case whose runs were cut short, as far as they came.
  [[nodiscard]] std::optional<Outcome> so_far(const std::string& case_name) const;

  [[nodiscard]] std::vector<std::string> flaky() const;

 private:
  [[nodiscard]] Outcome whole(const std::vector<Outcome>& outcomes) const;

  int runs_;
  std::map<std::string, std::vector<Outcome>> outcomes_;
};

}  // namespace plimsoll::conformance
