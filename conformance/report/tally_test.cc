#include "conformance/report/tally.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

CaseResult unjudged(const std::string& name, Verdict verdict, const std::string& reason) {
  CaseResult one;
  one.description.suite = "A";
  one.description.name = name;
  one.outcome.verdict = verdict;
  one.outcome.reason = reason;
  return one;
}

TEST(Counts, HaveANumberForEveryVerdict) {
  EXPECT_THAT(counts_of(sample_run().targets.at(0)),
              ElementsAre(Pair(Verdict::pass, 1), Pair(Verdict::fail, 1), Pair(Verdict::skip, 1),
                          Pair(Verdict::not_applicable, 1), Pair(Verdict::broken, 1)));
  EXPECT_EQ(counts_of({}).at(Verdict::fail), 0);
}

TEST(Tally, TellsTheReasonOfMostCasesFirst) {
  TargetResult target;
  target.cases = {unjudged("1", Verdict::not_applicable, "edition"),
                  unjudged("2", Verdict::skip, "no crun"), unjudged("3", Verdict::skip, "no runc"),
                  unjudged("4", Verdict::skip, "no runc"), unjudged("5", Verdict::pass, "")};
  const auto tallies = tally_by_reason(target);
  ASSERT_EQ(tallies.size(), 3u);
  EXPECT_EQ(tallies[0].reason, "no runc");
  EXPECT_THAT(tallies[0].cases, ElementsAre("A.3", "A.4"));
  EXPECT_EQ(tallies[1].reason, "no crun");
  EXPECT_EQ(tallies[2].verdict, Verdict::not_applicable);
}

TEST(Problems, BeginWithWhatFailed) {
  const auto problems = problems_of(sample_run().targets.at(0));
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].outcome.verdict, Verdict::fail);
  EXPECT_EQ(problems[1].outcome.verdict, Verdict::broken);
}

TEST(Problems, AreNotTheCasesThatGotNoTurn) {
  EXPECT_THAT(problems_of(run_without_target().targets.at(0)), IsEmpty());
}

}  // namespace
}  // namespace plimsoll::conformance
