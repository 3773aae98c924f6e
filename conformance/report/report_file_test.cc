#include "conformance/report/report_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/report/json_report.h"
#include "conformance/report/report_directory.h"
#include "conformance/report/sample_run.h"
#include "conformance/report/temporary_directory.h"
#include "conformance/report/write_file.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<CaseDescription> cases_of(const RunResult& run) {
  std::vector<CaseDescription> cases;
  for (const TargetResult& target : run.targets) {
    for (const CaseResult& one : target.cases) cases.push_back(one.description);
    for (const auto* list : {&target.not_reached, &target.filtered_out, &target.other_shards}) {
      cases.insert(cases.end(), list->begin(), list->end());
    }
  }
  return cases;
}

TEST(AReportThatIsRead, IsWhatWasWritten) {
  for (const RunResult& run : {sample_run(), conforming_run(), interrupted_run(),
                               run_without_target(), run_with_expectations()}) {
    const std::string json = json_report(run);
    EXPECT_EQ(json_report(parse_report(json, cases_of(run))), json);
  }
}

std::string complaint(const std::string& json) {
  try {
    static_cast<void>(parse_report(json, cases_of(sample_run())));
  } catch (const Error& error) {
    return error.what();
  }
  return "read";
}

std::string with(std::string json, const std::string& old, const std::string& fresh) {
  return json.replace(json.find(old), old.size(), fresh);
}

TEST(AReportThatIsRead, HasToBeOneOfThisSuites) {
  const std::string json = json_report(sample_run());
  EXPECT_EQ(complaint(json), "read");
  EXPECT_THAT(complaint("{"), HasSubstr("report.json"));
  EXPECT_THAT(complaint(with(json, "plimsoll-report", "other-report")), HasSubstr("no report"));
  EXPECT_THAT(complaint(with(json, "\"schema_version\": 2", "\"schema_version\": 1")),
              HasSubstr("of version 1"));
  EXPECT_THAT(complaint(with(json, "Refusal.Root\"", "Refusal.Gone\"")),
              HasSubstr("no case Refusal.Gone"));
}

class AHandedInReport : public testing::Test {
 protected:
  AHandedInReport() { ReportDirectory(directory_.path()).write(run_); }

  void replace(const std::string& old, const std::string& fresh) const {
    std::ifstream file(directory_.path() / "report.json");
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    write_file(directory_.path() / "report.json", with(json, old, fresh));
  }
  [[nodiscard]] std::vector<std::string> faults() const {
    return contradictions_in(directory_.path(), cases_of(run_));
  }

  RunResult run_ = sample_run();
  TemporaryDirectory directory_;
};

TEST_F(AHandedInReport, IsFreeOfContradictions) { EXPECT_THAT(faults(), IsEmpty()); }

// Whoever sums anew as well is still found out.
TEST_F(AHandedInReport, CannotClaimWhatItsCasesDeny) {
  for (const auto& [old, fresh] : {std::pair{"\"not_conforming\"", "\"conforming\""},
                                   {"\"fail\": 1", "\"fail\": 0"},
                                   {"\"exit_code\": 1", "\"exit_code\": 0"}}) {
    ReportDirectory(directory_.path()).write(run_);
    replace(old, fresh);
    EXPECT_THAT(faults(), Contains(HasSubstr("report.json says what does not follow"))) << old;
  }
}

TEST_F(AHandedInReport, CannotTurnAFailureIntoAPass) {
  replace("\"verdict\": \"fail\",\n", "\"verdict\": \"pass\",\n");
  EXPECT_THAT(faults(), Contains(HasSubstr("report.json was changed")));
  EXPECT_THAT(faults(), Contains(HasSubstr("report.json says what does not follow")));
}

}  // namespace
}  // namespace plimsoll::conformance
