#include "conformance/report/run_result.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TargetResult with_verdict(Verdict verdict) {
  TargetResult target;
  CaseResult one;
  one.description.requirement = "REF-001";
  one.outcome.verdict = verdict;
  target.cases.push_back(one);
  return target;
}

TEST(RunResult, EndsWithTheWorstOfItsTargets) {
  RunResult run;
  run.targets = {with_verdict(Verdict::pass), with_verdict(Verdict::pass)};
  EXPECT_EQ(run.exit_code(), ExitCode::as_expected);
  run.targets[1] = with_verdict(Verdict::fail);
  EXPECT_EQ(run.exit_code(), ExitCode::violated);
}

TEST(RunResult, OfATargetThatWasNotJudgedIsNotMadeGoodByAnother) {
  RunResult run;
  run.targets = {with_verdict(Verdict::pass), with_verdict(Verdict::skip)};
  EXPECT_EQ(run.exit_code(), ExitCode::harness_failed);
}

TEST(RunResult, ThatWasInterruptedOrIsEmptyIsNoSuccess) {
  RunResult run;
  EXPECT_EQ(run.exit_code(), ExitCode::harness_failed);
  run.targets = {with_verdict(Verdict::pass)};
  run.interrupted = true;
  EXPECT_EQ(run.exit_code(), ExitCode::harness_failed);
}

// That a case failed is the case's word; whether that ends the gate is the policy's.
TEST(RunResult, LetsTheLevelDecideByPolicy) {
  const Catalogue catalogue = Catalogue::parse(R"({"requirements": [
      {"id": "REF-001", "area": "x", "level": "must", "statement": "s", "editions": ["2022"], "source": "s"},
      {"id": "REF-002", "area": "x", "level": "should", "statement": "s", "editions": ["2022"], "source": "s"}]})");
  RunResult run;
  run.targets = {with_verdict(Verdict::fail)};
  const TargetResult& target = run.targets.front();
  const CaseResult must = target.cases.front();
  CaseResult should = must;
  should.description.requirement = "REF-002";
  EXPECT_FALSE(is_excused(run, target, should, catalogue));
  run.gate = Level::must;
  EXPECT_TRUE(is_excused(run, target, should, catalogue));
  EXPECT_FALSE(is_excused(run, target, must, catalogue));
}

TEST(RunResult, OfExpectedFailuresIsAsExpected) {
  RunResult run;
  run.targets = {with_verdict(Verdict::fail)};
  run.targets[0].cases.front().explanation = Explanation{.entry = "e.json:2"};
  EXPECT_EQ(run.exit_code(), ExitCode::as_expected);
  EXPECT_EQ(conformity_of(run.targets[0]).conformity, Conformity::not_conforming);
}

TEST(RunResult, WithASurpriseIsNot) {
  RunResult run = conforming_run();
  run.expectations = ExpectationsUsed{
      .file = "e.json", .surprises = {{.kind = SurpriseKind::stale_entry}}, .tolerated = {}};
  EXPECT_EQ(run.exit_code(), ExitCode::violated);
  run.expectations->tolerated = {SurpriseKind::stale_entry};
  EXPECT_EQ(run.exit_code(), ExitCode::as_expected);
}

TEST(ConformityOfATarget, LeavesWhatAnotherShardRunsUnverified) {
  TargetResult target = conforming_run().targets.at(0);
  const CaseDescription elsewhere = target.cases.back().description;
  target.cases.pop_back();
  target.other_shards.push_back(elsewhere);
  EXPECT_THAT(conformity_of(target).unverified, ElementsAre(elsewhere.requirement));
}

TEST(ConformityOfATarget, NeedsEveryMustOfTheCatalogue) {
  const RunResult run = conforming_run();
  EXPECT_EQ(conformity_of(run.targets.at(0)).conformity, Conformity::conforming);
  EXPECT_EQ(run.exit_code(), ExitCode::as_expected);
}

TEST(ConformityOfATarget, LeavesWhatWasFilteredOutUnverified) {
  TargetResult target = conforming_run().targets.at(0);
  const CaseDescription left_out = target.cases.back().description;
  target.cases.pop_back();
  EXPECT_THAT(conformity_of(target).unverified, ElementsAre(left_out.requirement));

  // Also where another case of the same requirement passed.
  TargetResult partly = conforming_run().targets.at(0);
  partly.filtered_out.push_back(left_out);
  EXPECT_THAT(conformity_of(partly).unverified, ElementsAre(left_out.requirement));
}

TEST(ConformityOfATarget, LeavesWhatWasNotReachedUnverified) {
  EXPECT_THAT(conformity_of(interrupted_run().targets.at(0)).unverified, Contains("REF-001"));
}

TEST(ConformityOfATarget, AsksForNothingItsEditionDoesNotPromise) {
  const TargetResult target = conforming_run(Edition::pre_2022).targets.at(0);
  for (const MustRequirement& must : must_requirements(target)) {
    EXPECT_THAT(must.id, Not(testing::StartsWith("PASS-")));
  }
  EXPECT_EQ(conformity_of(target).conformity, Conformity::conforming);
}

TEST(MustRequirements, AreThoseOfTheCatalogue) {
  const Catalogue catalogue = Catalogue::parse(R"({"requirements": [
      {"id": "AA-001", "area": "a", "level": "must", "statement": "S.", "editions": ["2023+"], "source": "moby"},
      {"id": "AA-002", "area": "a", "level": "may", "statement": "S.", "editions": ["2023+"], "source": "moby"},
      {"id": "AA-003", "area": "a", "level": "must", "statement": "S.", "editions": ["2022"], "source": "moby"}]})");
  const auto musts = must_requirements({}, catalogue);
  ASSERT_EQ(musts.size(), 1u);
  EXPECT_EQ(musts.at(0).id, "AA-001");
  EXPECT_THAT(musts.at(0).verdicts, IsEmpty());
}

}  // namespace
}  // namespace plimsoll::conformance
