#include "conformance/expectations/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/expectations/expectations_file.h"
#include "conformance/expectations/sample_expectations.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

// The run after it was held against a file with these entries.
struct Compared {
  RunResult run = run_on_dockerd();

  std::vector<Surprise> with(const std::vector<std::string>& entries,
                             const std::string& version = ">=20.10 <22.06") {
    auto surprises = explain_failures(
        run, parse_expectations(file_with(entries, version), "e.json"), four_cases());
    run.expectations = {.file = "e.json", .surprises = surprises, .tolerated = {}};
    return surprises;
  }
  TargetResult& target() { return run.targets.front(); }
};

auto is(SurpriseKind kind, const std::string& case_name, const std::string& story) {
  return AllOf(Field(&Surprise::kind, kind), Field(&Surprise::case_name, case_name),
               Field(&Surprise::story, HasSubstr(story)));
}

TEST(Expectations, ThatExplainEveryFailureLeaveNothingToAnswerFor) {
  Compared compared;
  EXPECT_EQ(compared.run.exit_code(), ExitCode::violated);
  EXPECT_THAT(compared.with({explaining_entry}), IsEmpty());
  EXPECT_EQ(compared.run.exit_code(), ExitCode::as_expected);
  const auto& explanation = compared.target().cases.at(2).explanation;
  ASSERT_TRUE(explanation);
  EXPECT_EQ(explanation->entry, "e.json:2");
  EXPECT_EQ(explanation->reason, "It knows no shims.");
  EXPECT_EQ(explanation->source, "moby x:y:1");
}

TEST(Expectations, DoNotMakeAnEngineConforming) {
  Compared compared;
  compared.with({explaining_entry});
  EXPECT_EQ(conformity_of(compared.target()).conformity, Conformity::not_conforming);
}

TEST(Expectations, LeaveAFailureTheyDoNotNameUnexplained) {
  Compared compared;
  EXPECT_THAT(
      compared.with(
          {R"("cases": "Passthrough.Kata", "findings": [{"subject": "*", "seen": "400*"}])"}),
      IsEmpty());
  EXPECT_EQ(compared.run.exit_code(), ExitCode::violated);
}

TEST(Expectations, NoticeAPassNobodyExpected) {
  Compared compared;
  compared.target().cases.at(3).outcome = {.verdict = Verdict::pass};
  EXPECT_THAT(compared.with({explaining_entry}),
              ElementsAre(is(SurpriseKind::unexpected_pass, "Passthrough.Long", "no shims")));
  EXPECT_EQ(compared.run.exit_code(), ExitCode::violated);
  compared.run.expectations->tolerated = {SurpriseKind::unexpected_pass};
  EXPECT_EQ(compared.run.exit_code(), ExitCode::as_expected);
}

TEST(Expectations, NoticeACaseThatFailsInAnotherWay) {
  Compared compared;
  compared.target().cases.at(3).outcome.findings.front().seen = "500 out of memory";
  EXPECT_THAT(compared.with({explaining_entry}),
              ElementsAre(is(SurpriseKind::changed_message, "Passthrough.Long",
                             "expected to fail with `answer to create: 400 *Unknown runtime "
                             "specified*`; seen: `answer to create: 500 out of memory`")));
  EXPECT_EQ(compared.run.exit_code(), ExitCode::violated);
  compared.run.expectations->tolerated = {SurpriseKind::changed_message};
  EXPECT_EQ(compared.run.exit_code(), ExitCode::as_expected);
}

TEST(Expectations, NoticeAFindingThatCameInAddition) {
  Compared compared;
  compared.target().cases.at(2).outcome.findings.push_back(
      {.subject = "canaries executed", .expected = "is empty", .seen = "{ /tmp/x }", .where = {}});
  EXPECT_THAT(compared.with({explaining_entry}),
              ElementsAre(is(SurpriseKind::changed_message, "Passthrough.Kata", "/tmp/x")));
}

struct StaleRow {
  const char* why;
  std::vector<std::string> entries;
  const char* version;
  const char* story;
};

class AStaleEntry : public testing::TestWithParam<StaleRow> {};

TEST_P(AStaleEntry, IsShownAndGates) {
  Compared compared;
  std::vector<std::string> entries = GetParam().entries;
  const auto surprises = compared.with(entries, GetParam().version);
  EXPECT_THAT(surprises, testing::Contains(is(SurpriseKind::stale_entry, "", GetParam().story)));
  for (CaseResult& one : compared.target().cases) {  // whatever the failures are
    if (one.outcome.verdict == Verdict::fail) one.explanation = Explanation{};
  }
  EXPECT_EQ(compared.run.exit_code(), ExitCode::violated);
  compared.run.expectations->tolerated = {SurpriseKind::stale_entry};
  EXPECT_EQ(compared.run.exit_code(), ExitCode::as_expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, AStaleEntry,
    testing::Values(
        StaleRow{"MatchesNoCase",
                 {R"("cases": "Passthrough.Gone", "findings": [{"subject": "*", "seen": "*"}])"},
                 ">=20.10",
                 "`Passthrough.Gone` matches no case"},
        StaleRow{
            "OneOfItsWildcardsMatchesNoCase",
            {R"("cases": "Passthrough.*:Gone.*", "findings": [{"subject": "*", "seen": "*"}])"},
            ">=20.10",
            "`Gone.*` matches no case"},
        StaleRow{
            "TakesNothingAway",
            {R"("cases": "Passthrough.*-Gone.*", "findings": [{"subject": "*", "seen": "*"}])"},
            ">=20.10",
            "`-Gone.*` matches no case"},
        StaleRow{"NamesNoRequirement",
                 {R"("requirement": "PASS-9*", "findings": [{"subject": "*", "seen": "*"}])"},
                 ">=20.10",
                 "`PASS-9*` matches no case"},
        StaleRow{"IsAboutAnotherVersion", {explaining_entry}, ">=23", "for no target of this run"},
        StaleRow{
            "ExpectsWhatWasNotSeen",
            {R"("cases": "Passthrough.*", "findings": [{"subject": "*", "seen": "400*"}, {"subject": "*", "seen": "never"}])"},
            ">=20.10",
            "`*: never` was not seen"}),
    [](const auto& row) { return row.param.why; });

TEST(Expectations, SayNothingAboutWhatDidNotRun) {
  for (const Verdict verdict : {Verdict::skip, Verdict::broken, Verdict::not_applicable}) {
    Compared compared;
    for (const std::size_t at : {2u, 3u}) {
      compared.target().cases.at(at).outcome = {.verdict = verdict, .reason = "x"};
    }
    EXPECT_THAT(compared.with({explaining_entry}), IsEmpty());
  }
  Compared filtered;
  filtered.target().cases.resize(2);
  EXPECT_THAT(filtered.with({explaining_entry}), IsEmpty());
}

TEST(Expectations, OfATargetThatNeverAnsweredAreNotStale) {
  Compared compared;
  compared.target().engine = compared.target().version = "";
  compared.target().cases.clear();
  EXPECT_THAT(compared.with({explaining_entry}), IsEmpty());
}

TEST(Expectations, MaySelectByRequirement) {
  Compared compared;
  EXPECT_THAT(
      compared.with({R"("requirement": "PASS-*", "findings": [{"subject": "*", "seen": "400*"}])"}),
      IsEmpty());
  EXPECT_EQ(compared.run.exit_code(), ExitCode::as_expected);
}

TEST(Expectations, OfOneEditionAreNotStaleInAnother) {
  Compared compared;
  compared.target().edition = Edition::pre_2022;
  const std::string entry =
      std::string(explaining_entry) +
      R"(, "when": {"engine": "dockerd", "version": ">=20", "editions": ["2023+"]})";
  EXPECT_THAT(compared.with({entry}), IsEmpty());
  EXPECT_FALSE(compared.target().cases.at(2).explanation);
}

}  // namespace
}  // namespace plimsoll::conformance
