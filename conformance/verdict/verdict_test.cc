#include "conformance/verdict/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "conformance/verdict/conformity.h"
#include "conformance/verdict/edition.h"
#include "conformance/verdict/exit_code.h"
#include "conformance/verdict/outcome.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Verdict, HasOneSpellingEach) {
  for (const Verdict verdict : all_verdicts) {
    EXPECT_EQ(verdict_from(to_string(verdict)), verdict);
  }
  EXPECT_EQ(to_string(Verdict::not_applicable), "not-applicable");
  EXPECT_EQ(verdict_from("FAIL"), std::nullopt);
}

TEST(Verdict, OfRepeatedRunsTheWorstStands) {
  EXPECT_EQ(worse(Verdict::pass, Verdict::fail), Verdict::fail);
  EXPECT_EQ(worse(Verdict::fail, Verdict::broken), Verdict::fail);
  EXPECT_EQ(worse(Verdict::skip, Verdict::pass), Verdict::skip);
  EXPECT_EQ(worse(Verdict::pass, Verdict::pass), Verdict::pass);
}

TEST(Edition, HasOneSpellingEach) {
  for (const Edition edition : all_editions) {
    EXPECT_EQ(edition_from(to_string(edition)), edition);
    EXPECT_FALSE(releases_of(edition).empty());
  }
  EXPECT_EQ(edition_from("2021"), std::nullopt);
}

struct ExitRow {
  const char* why;
  RunFacts facts;
  ExitCode expected;
};

class ExitCodeOf : public testing::TestWithParam<ExitRow> {};

TEST_P(ExitCodeOf, Run) { EXPECT_EQ(exit_code(GetParam().facts), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Table, ExitCodeOf,
    testing::Values(
        ExitRow{"AllPassed", {.counts = {{Verdict::pass, 3}}}, ExitCode::as_expected},
        ExitRow{"PassedWithSkips",
                {.counts = {{Verdict::pass, 3}, {Verdict::skip, 1}}},
                ExitCode::as_expected},
        ExitRow{
            "OneFailed", {.counts = {{Verdict::pass, 3}, {Verdict::fail, 1}}}, ExitCode::violated},
        ExitRow{"OneBroke",
                {.counts = {{Verdict::pass, 3}, {Verdict::broken, 1}}},
                ExitCode::harness_failed},
        ExitRow{"AProvenViolationOutlivesABrokenCase",
                {.counts = {{Verdict::fail, 1}, {Verdict::broken, 1}}},
                ExitCode::violated},
        ExitRow{"EveryFailureWasExpected",
                {.counts = {{Verdict::pass, 3}, {Verdict::fail, 2}}, .excused = 2},
                ExitCode::as_expected},
        ExitRow{"NothingButExpectedFailures",
                {.counts = {{Verdict::fail, 2}}, .excused = 2},
                ExitCode::as_expected},
        ExitRow{"OneFailureMoreThanExpected",
                {.counts = {{Verdict::pass, 3}, {Verdict::fail, 3}}, .excused = 2},
                ExitCode::violated},
        ExitRow{"NothingRan", {.counts = {}}, ExitCode::harness_failed},
        ExitRow{"EverythingWasSkipped", {.counts = {{Verdict::skip, 9}}}, ExitCode::harness_failed},
        ExitRow{"NothingWasApplicable",
                {.counts = {{Verdict::not_applicable, 9}}},
                ExitCode::harness_failed},
        ExitRow{"Interrupted",
                {.counts = {{Verdict::pass, 9}}, .interrupted = true},
                ExitCode::harness_failed}),
    [](const auto& row) { return row.param.why; });

TEST(Conformity, NeedsEveryMustVerified) {
  const auto verdict = judge({{.id = "A-001", .verdicts = {Verdict::pass, Verdict::pass}},
                              {.id = "A-002", .verdicts = {Verdict::pass}}});
  EXPECT_EQ(verdict.conformity, Conformity::conforming);
  EXPECT_THAT(verdict.unverified, IsEmpty());
}

TEST(Conformity, ASkippedCaseIsAGap) {
  const auto verdict = judge({{.id = "A-001", .verdicts = {Verdict::pass, Verdict::skip}},
                              {.id = "A-002", .verdicts = {Verdict::pass}}});
  EXPECT_EQ(verdict.conformity, Conformity::conforming_with_gaps);
  EXPECT_THAT(verdict.unverified, ElementsAre("A-001"));
}

TEST(Conformity, ARequirementWhoseCasesWereFilteredOutIsAGap) {
  EXPECT_THAT(judge({{.id = "A-001", .verdicts = {}}}).unverified, ElementsAre("A-001"));
}

TEST(Conformity, SoIsOneOfWhichOnlySomeCasesRan) {
  const auto verdict = judge({{.id = "A-001", .verdicts = {Verdict::pass}, .without_verdict = 1}});
  EXPECT_EQ(verdict.conformity, Conformity::conforming_with_gaps);
  EXPECT_THAT(verdict.unverified, ElementsAre("A-001"));
}

TEST(Conformity, AViolationOutweighsGaps) {
  const auto verdict = judge({{.id = "A-001", .verdicts = {Verdict::pass, Verdict::fail}},
                              {.id = "A-002", .verdicts = {Verdict::skip}}});
  EXPECT_EQ(verdict.conformity, Conformity::not_conforming);
  EXPECT_THAT(verdict.violated, ElementsAre("A-001"));
  EXPECT_THAT(verdict.unverified, ElementsAre("A-002"));
}

TEST(Conformity, OfATargetOnWhichNothingCouldBeJudgedIsAWordOfItsOwn) {
  for (const auto& verdicts :
       {std::vector<Verdict>{}, {Verdict::skip}, {Verdict::broken}, {Verdict::not_applicable}}) {
    const auto verdict = judge({{.id = "A-001", .verdicts = verdicts}});
    EXPECT_EQ(verdict.conformity, Conformity::undetermined);
    EXPECT_THAT(verdict.unverified, ElementsAre("A-001"));
  }
  EXPECT_EQ(judge({}).conformity, Conformity::undetermined);
  EXPECT_EQ(to_string(Conformity::undetermined), "undetermined");
}

TEST(Outcome, SurvivesTheWayThroughJson) {
  const Outcome outcome{.case_name = "Refusal.AbsolutePath",
                        .verdict = Verdict::fail,
                        .reason = {},
                        .lacking = {},
                        .findings = {{.subject = "the answer to create",
                                      .expected = "is refused with 400",
                                      .seen = "answered 201",
                                      .where = "cases/refusal.cc:40"}},
                        .violation = "silent downgrade of isolation: asked for kata",
                        .duration = std::chrono::microseconds(1500),
                        .evidence = "evidence/Refusal.AbsolutePath"};
  const nlohmann::json json = outcome;
  EXPECT_EQ(nlohmann::json(json.get<Outcome>()), json);
}

TEST(Outcome, WithAnUnknownVerdictIsAnError) {
  nlohmann::json json = Outcome{};
  json["verdict"] = "perhaps";
  EXPECT_THROW(static_cast<void>(json.get<Outcome>()), Error);
}

}  // namespace
}  // namespace plimsoll::conformance
