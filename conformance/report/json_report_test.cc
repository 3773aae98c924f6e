#include "conformance/report/json_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

nlohmann::json report_of(const RunResult& run) { return nlohmann::json::parse(json_report(run)); }

nlohmann::json target_of(const RunResult& run) { return report_of(run).at("targets").at(0); }

TEST(JsonReport, SaysWhatEachCaseCameTo) {
  const auto cases = target_of(sample_run()).at("cases");
  std::vector<std::string> verdicts;
  for (const auto& one : cases) verdicts.push_back(one.at("verdict"));
  EXPECT_THAT(verdicts, ElementsAre("pass", "fail", "skip", "not-applicable", "broken"));
  EXPECT_EQ(cases.at(1).at("area"), "passthrough");
  EXPECT_EQ(cases.at(1).at("findings").at(0).at("expected"), "is accepted with 201");
}

TEST(JsonReport, NeverCallsASkipAPass) {
  const auto target = target_of(sample_run());
  EXPECT_EQ(target.at("counts").at("pass"), 1);
  EXPECT_EQ(target.at("counts").at("skip"), 1);
  EXPECT_EQ(target.at("not_judged").at(0).at("reason"), "crun is not installed");
  EXPECT_EQ(target.at("conformity").at("violated"), nlohmann::json({"PASS-001"}));
  EXPECT_EQ(target_of(conforming_run()).at("conformity").at("verdict"), "conforming");
}

TEST(JsonReport, ListsWhatWasNotReached) {
  const auto report = report_of(interrupted_run());
  EXPECT_TRUE(report.at("interrupted"));
  EXPECT_EQ(report.at("exit_code"), 3);
  EXPECT_EQ(report.at("targets").at(0).at("not-reached").size(), 2u);
}

TEST(JsonReport, DatesItself) {
  const auto report = report_of(run_with_expectations());
  for (const char* key : {"suite_version", "catalogue_digest", "host", "started", "ended"}) {
    EXPECT_FALSE(report.at(key).get<std::string>().empty()) << key;
  }
  EXPECT_EQ(report.at("seed"), 4711);
  EXPECT_EQ(report.at("shard"), "1/2");
  EXPECT_FALSE(report.at("command_line").empty());
  EXPECT_FALSE(report.at("targets").at(0).at("runtimes").empty());
}

TEST(JsonReport, TellsAKnownDeviationAndEverySurprise) {
  const auto report = report_of(run_with_expectations());
  const auto& target = report.at("targets").at(0);
  EXPECT_EQ(target.at("failed_as_expected"), 1);
  EXPECT_EQ(target.at("cases").at(1).at("expected").at("reason"), "It knows no shims.");
  EXPECT_EQ(target.at("cases").at(1).at("verdict"), "fail");
  EXPECT_EQ(target.at("conformity").at("verdict"), "not_conforming");
  const auto& surprises = report.at("expectations").at("surprises");
  ASSERT_EQ(surprises.size(), 3u);
  EXPECT_EQ(surprises.at(0).at("kind"), "unexpected-pass");
  EXPECT_EQ(surprises.at(1).at("kind"), "changed-message");
  EXPECT_EQ(surprises.at(1).at("tolerated"), true);
  EXPECT_EQ(surprises.at(2).at("kind"), "stale-entry");
}

TEST(JsonReport, OfARunThatSkippedEverythingSaysThatNothingIsKnown) {
  RunResult run = conforming_run();
  for (CaseResult& one : run.targets.front().cases) {
    one.outcome = {.verdict = Verdict::skip, .reason = "no root"};
  }
  const auto conformity = report_of(run).at("targets").at(0).at("conformity");
  EXPECT_EQ(conformity.at("verdict"), "undetermined");
  EXPECT_EQ(conformity.at("verified"), 0);
  EXPECT_EQ(conformity.at("unverified").size(), run.targets.front().cases.size());
}

TEST(JsonReport, KeepsWhatWasSeenExactly) {
  const auto seen = target_of(sample_run()).at("cases").at(1).at("findings").at(1).at("seen");
  EXPECT_EQ(seen.get<std::string>(), "{}\nand a \x1b[31mred\x1b[0m word");
}

TEST(JsonReport, SurvivesAnyBytes) {
  EXPECT_TRUE(nlohmann::json::accept(json_report(hostile_run())));
}

TEST(JsonReport, HoldsNoCredentials) {
  RunResult run = sample_run();
  run.command_line = {"plimsoll", "run", "--registry-token", "hunter2"};
  EXPECT_THAT(json_report(run), Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace plimsoll::conformance
