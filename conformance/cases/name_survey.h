#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "conformance/cases/canary_field.h"
#include "conformance/cases/test_bed.h"
#include "conformance/names/expected_outcome.h"
#include "conformance/names/vector_line.h"

namespace plimsoll::conformance {

// Names by the hundred on a live engine. Of each batch: canaries stand wherever containerd could be
// led, a container is asked for with each name, and afterwards containerd was told of no container,
// the engine lists what it listed before, and nothing was executed.
//
//   NameSurvey survey(bed, ExpectedOutcome({.configured = ...}));
//   for (const Counterexample& one : survey.try_out({"a.b", "/bin/true"})) ...
//   survey.start("io.containerd.kata.v2");  // and one that is passed on, to its end
//
// What the rule refuses has to be answered with 400 and a message that names it. What it takes has
// to be answered with 201, shown by inspect to the byte, and removed again.
class NameSurvey {
 public:
  NameSurvey(TestBed& bed, ExpectedOutcome expected);

  struct Counts {
    std::uint64_t refused = 0;
    std::uint64_t taken = 0;     // created and removed
    std::uint64_t started = 0;   // run to their end under a shim of ours, which testified
    std::uint64_t canaries = 0;  // planted
    std::uint64_t executed = 0;  // canaries, shims and OCI runtimes, while nothing may be executed
  };
  [[nodiscard]] const Counts& counts() const { return counts_; }

  // Those that were treated otherwise, shrunk, with what became of them: of each requirement the
  // first.
  [[nodiscard]] std::vector<Counterexample> try_out(const std::vector<std::string>& names);

  // One that is passed on: the shim it spells runs the container, and was given this name without
  // options. Nothing if that is so, or if no shim of ours can stand where the name leads.
  [[nodiscard]] std::optional<Counterexample> start(const std::string& name);

 private:
  struct Seen {
    std::vector<std::string> answers;  // by name; empty: as expected
    std::string traces;                // what was left or executed; empty: nothing
  };
  [[nodiscard]] Seen see(const std::vector<std::string>& names);
  [[nodiscard]] std::vector<std::string> answers_to(const std::vector<std::string>& names);
  [[nodiscard]] std::string traces_beside(const CanaryField& field);
  [[nodiscard]] std::string of_one(const std::string& name);
  [[nodiscard]] Counterexample shrunk_example(const std::string& name);
  [[nodiscard]] std::vector<Counterexample> whose(const std::vector<std::string>& names,
                                                  const std::string& traces);

  TestBed& bed_;
  ExpectedOutcome expected_;
  Counts counts_;
  int without_answer_ = 0;
};

}  // namespace plimsoll::conformance
