#include "conformance/report/conclusion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(Conclusion, NamesWhatIsViolated) {
  EXPECT_THAT(
      conclusion(sample_run().targets.at(0)),
      MatchesRegex("reference 0\\.1\\.0 is not conforming to edition 2023\\+ \\(dockerd 24.0 "
                   "and later\\): 1 of [0-9]+ must requirements are violated: PASS-001; [0-9]+ "
                   "more are not verified\\."));
}

TEST(Conclusion, SaysConformingOnlyIfEverythingWasVerified) {
  TargetResult target = conforming_run().targets.at(0);
  EXPECT_THAT(conclusion(target), HasSubstr("is conforming to edition 2023+"));
  target.cases.front().outcome.verdict = Verdict::skip;
  EXPECT_THAT(conclusion(target),
              AllOf(HasSubstr("conforming with gaps"),
                    HasSubstr("not verified: " + target.cases.front().description.requirement)));
}

TEST(Conclusion, DoesNotNameDozensOfRequirements) {
  EXPECT_THAT(conclusion(interrupted_run().targets.at(0)), MatchesRegex(".* and [0-9]+ more\\."));
}

TEST(Conclusion, SaysSoWhenNothingIsKnown) {
  EXPECT_THAT(conclusion(run_without_target().targets.at(0)),
              AllOf(HasSubstr("Nothing is known about unix:///no/such.sock"),
                    Not(HasSubstr("conforming"))));
}

TEST(Surroundings, AreWhatTheTargetStoodOn) {
  EXPECT_EQ(surroundings(sample_run().targets.at(0)), "containerd 1.6.20, runc 1.1.5");
  EXPECT_EQ(surroundings({}), "");
}

}  // namespace
}  // namespace plimsoll::conformance
