#include "conformance/report/junit_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/approved_output.h"
#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(JunitReport, LooksLikeThis) {
  EXPECT_TRUE(is_approved("junit.xml", junit_report(sample_run())));
}

TEST(JunitReport, OfAnInterruptedRunIsNotGreen) {
  EXPECT_THAT(junit_report(interrupted_run()),
              HasSubstr("<error message=\"interrupted: 2 cases not reached\""));
}

TEST(JunitReport, IsGreenAboutAKnownDeviationAndRedAboutASurprise) {
  const std::string report = junit_report(run_with_expectations());
  EXPECT_THAT(report, HasSubstr("<skipped message=\"fail, as expected: It knows no shims.\"/>"));
  EXPECT_THAT(report, HasSubstr("name=\"unexpected-pass Refusal.Root\""));
  EXPECT_THAT(report, HasSubstr("name=\"stale-entry known.json:5\""));
  EXPECT_THAT(report, Not(HasSubstr("name=\"changed-message")));  // tolerated
}

// Five words and three more, spelled the same wherever they are.
TEST(JunitReport, SpellsWhatWasNotRunAsTheOtherReportsDo) {
  const std::string report = junit_report(sample_run());
  for (const char* word : {"filtered-out", "not-reached", "other-shards"}) {
    EXPECT_THAT(report, HasSubstr("<property name=\"" + std::string(word) + "\""));
  }
}

TEST(JunitReport, KeepsTwoTargetsApart) {
  RunResult run = sample_run();
  run.targets.push_back(run.targets.front());
  run.targets.back().target = "dockerd";
  const std::string report = junit_report(run);
  EXPECT_THAT(report, HasSubstr("classname=\"reference.Refusal\""));
  EXPECT_THAT(report, HasSubstr("classname=\"dockerd.Refusal\""));
}

// That a parser accepts it is for report_schema_test.py to show.
TEST(JunitReport, HoldsNoControlBytes) {
  for (const char letter : junit_report(hostile_run())) {
    EXPECT_TRUE(letter == '\n' || static_cast<unsigned char>(letter) >= 0x20);
  }
  EXPECT_THAT(junit_report(hostile_run()), Not(HasSubstr("<script>")));
}

}  // namespace
}  // namespace plimsoll::conformance
