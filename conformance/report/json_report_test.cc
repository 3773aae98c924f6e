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
  EXPECT_EQ(report.at("targets").at(0).at("not_reached").size(), 2u);
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
