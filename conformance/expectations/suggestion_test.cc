#include "conformance/expectations/suggestion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/expectations/compare.h"
#include "conformance/expectations/expectations_file.h"
#include "conformance/expectations/sample_expectations.h"

namespace plimsoll::conformance {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Expectations suggested(const RunResult& run, const std::vector<std::string>& old) {
  return suggested_expectations(run, parse_expectations(file_with(old), "e.json"), four_cases());
}

// As a person would, and then as a file.
Expectations with_reasons(Expectations expectations) {
  for (Expectation& entry : expectations.entries) {
    if (entry.reason.empty()) entry.reason = entry.source = "said by a person";
  }
  return parse_expectations(text_of(expectations), "e.json");
}

TEST(WrittenExpectations, NameEveryFailureAndWaitForAReason) {
  const RunResult run = run_on_dockerd();
  const Expectations written = suggested_expectations(run, {}, four_cases());
  ASSERT_THAT(written.entries, SizeIs(2));
  const Expectation& first = written.entries.front();
  EXPECT_EQ(first.cases, "Passthrough.Kata");
  EXPECT_EQ(first.requirement, "PASS-001");
  EXPECT_EQ(first.when.version, ">=20.10 <20.11");
  EXPECT_EQ(first.findings.front().seen,
            "400 {\"message\":\"Unknown runtime specified io.containerd.kata.v2\"}");
  EXPECT_EQ(without_reason(written), 2u);
  EXPECT_EQ(written.about, "Known deviations of dockerd 20.10.24+dfsg1");
}

TEST(WrittenExpectations, LeaveTheRunWithoutASurpriseOnceTheyHaveReasons) {
  for (
      const auto& old :
      {std::vector<std::string>{},
       {explaining_entry},
       {R"("cases": "*", "findings": [{"subject": "*", "seen": "400*kata*"}])"},
       {R"("cases": "Passthrough.*", "findings": [{"subject": "*", "seen": "400*kata*"}, {"subject": "*", "seen": "500"}])"},
       {R"("cases": "Refusal.*:Gone.*", "findings": [{"subject": "*", "seen": "*"}])"},
       {R"("cases": "Passthrough.*-Gone", "findings": [{"subject": "*", "seen": "400*"}, {"subject": "x", "seen": "never"}])"}}) {
    RunResult run = run_on_dockerd();
    const Expectations next = with_reasons(suggested(run, old));
    EXPECT_THAT(explain_failures(run, next, four_cases()), IsEmpty());
    EXPECT_EQ(run.exit_code(), ExitCode::as_expected);
  }
}

TEST(WrittenExpectations, KeepTheReasonsOfWhatStillHolds) {
  const Expectations written = suggested(run_on_dockerd(), {explaining_entry});
  ASSERT_THAT(written.entries, SizeIs(1));
  EXPECT_EQ(written.entries.front().reason, "It knows no shims.");
  EXPECT_EQ(without_reason(written), 0u);
}

TEST(WrittenExpectations, TakeOutOfAWildcardWhatPassesNow) {
  RunResult run = run_on_dockerd();
  run.targets.front().cases.at(3).outcome = {.verdict = Verdict::pass};
  const Expectations written = suggested(run, {explaining_entry});
  ASSERT_THAT(written.entries, SizeIs(1));
  EXPECT_EQ(written.entries.front().cases, "Passthrough.*-Passthrough.Long");
}

TEST(WrittenExpectations, AskForANewReasonWhereTheMessageChanged) {
  RunResult run = run_on_dockerd();
  run.targets.front().cases.at(3).outcome.findings.front().seen = "500";
  const Expectations written = suggested(run, {explaining_entry});
  ASSERT_THAT(written.entries, SizeIs(2));
  EXPECT_EQ(written.entries.at(1).cases, "Passthrough.Long");
  EXPECT_EQ(written.entries.at(1).reason, "");
}

TEST(WrittenExpectations, DropWhatIsAboutNoTargetOfTheRun) {
  const Expectations old = parse_expectations(file_with({explaining_entry}, ">=23"), "e.json");
  const Expectations written = suggested_expectations(run_on_dockerd(), old, four_cases());
  EXPECT_THAT(written.entries, SizeIs(2));
  EXPECT_EQ(without_reason(written), 2u);
}

}  // namespace
}  // namespace plimsoll::conformance
