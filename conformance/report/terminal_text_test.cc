#include "conformance/report/terminal_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const TargetResult& sample() {
  static const RunResult run = sample_run();
  return run.targets.front();
}

TEST(LiveLine, SaysHowFarAndWhatIsRunning) {
  EXPECT_EQ(live_line({.total = 63, .done = 12, .problems = 1, .running = {"A.B", "C.D"}}),
            "12/63  1 problem  A.B, C.D");
  EXPECT_EQ(live_line({.total = 63, .done = 0, .problems = 0, .running = {}}), "0/63  ");
}

TEST(CaseLine, IsOneLineWithTheReason) {
  CaseResult skipped = sample().cases.at(2);
  const Progress progress{.total = 5, .done = 3, .problems = 1, .running = {}};
  EXPECT_EQ(case_line(skipped, progress),
            "[3/5] skip           Stock.Crun (STOCK-001): crun is not installed");
  skipped.outcome.reason = "one\ntwo";
  EXPECT_THAT(case_line(skipped, progress), testing::EndsWith(": one"));
}

TEST(ProblemText, NamesEverythingItsReaderNeeds) {
  EXPECT_THAT(
      problem_text(sample().cases.at(1), "report"),
      AllOf(HasSubstr("PASS-001 (must)"), HasSubstr("answer to create is accepted with 201"),
            HasSubstr("answered 400"), HasSubstr("report/evidence/Passthrough.KataByName"),
            HasSubstr("plimsoll run --target reference --filter Passthrough.KataByName")));
}

TEST(ProblemText, LeavesOutWhatIsTooLong) {
  CaseResult one = sample().cases.at(1);
  one.outcome.findings.front().seen = std::string(1'000'000, 'x');
  EXPECT_LT(problem_text(one, "report").size(), 10'000u);
}

TEST(TargetText, DoesNotRepeatWhyNothingCouldRun) {
  EXPECT_THAT(target_text(run_without_target().targets.front(), "report"),
              AllOf(HasSubstr("broken 2"), Not(HasSubstr("Refusal."))));
}

TEST(RunText, SaysThatTheRunWasInterrupted) {
  EXPECT_THAT(run_text(interrupted_run(), "report"), HasSubstr("Interrupted"));
  EXPECT_THAT(run_text(sample_run(), "report"),
              AllOf(HasSubstr("report/report.json"), Not(HasSubstr("Interrupted"))));
}

}  // namespace
}  // namespace plimsoll::conformance
