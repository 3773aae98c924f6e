#include "conformance/defects/matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/defects/matrix_text.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Outcome outcome(Verdict verdict, const std::vector<std::string>& subjects = {}) {
  Outcome outcome{.verdict = verdict};
  for (const auto& subject : subjects) outcome.findings.push_back({.subject = subject});
  return outcome;
}

// Two cases and two defects, each case the witness of one; and trials in which all is well.
class MatrixTest : public testing::Test {
 protected:
  MatrixTest() {
    for (const char* name : {"Root", "WithoutDot"}) {
      stock_.cases.push_back({.area = "refusal",
                              .suite = "Refusal",
                              .name = name,
                              .requirement = std::string(name) == "Root" ? "REF-001" : "REF-003"});
    }
    stock_.defects = {{.name = "dotless", .violates = "REF-003", .witness = "Refusal.WithoutDot"},
                      {.name = "rootless", .violates = "REF-001", .witness = "Refusal.Root"}};
    stock_.noticed = {
        {.defect = "dotless", .case_name = "Refusal.WithoutDot", .subjects = {"answer", "list"}},
        {.defect = "rootless", .case_name = "Refusal.Root", .subjects = {"answer"}}};
    tried_["none"] = {{"Refusal.Root", outcome(Verdict::pass)},
                      {"Refusal.WithoutDot", outcome(Verdict::pass)}};
    tried_["dotless"] = {{"Refusal.WithoutDot", outcome(Verdict::fail, {"list", "answer"})}};
    tried_["rootless"] = {{"Refusal.Root", outcome(Verdict::fail, {"answer"})}};
  }

  [[nodiscard]] Matrix matrix() const { return judge(stock_, trials_of(stock_), tried_); }

  Stock stock_;
  Tried tried_;
};

TEST_F(MatrixTest, IsAsItShouldBe) {
  EXPECT_THAT(gaps_text(matrix()), IsEmpty());
  EXPECT_EQ(exit_code(matrix()), ExitCode::as_expected);
  EXPECT_EQ(last_line(matrix()), "2 of 2 defects caught, 2 of 2 cases catch one");
}

TEST_F(MatrixTest, ADefectWhoseWitnessPassesIsNotCaught) {
  tried_["rootless"]["Refusal.Root"] = outcome(Verdict::pass);
  EXPECT_THAT(matrix().uncaught, ElementsAre(Field(&Matrix::Gap::defect, "rootless")));
  EXPECT_EQ(exit_code(matrix()), ExitCode::violated);
  EXPECT_THAT(last_line(matrix()), HasSubstr("1 of 2 defects caught"));
}

TEST_F(MatrixTest, AMustCaseThatCatchesNothingIsListed) {
  tried_["rootless"]["Refusal.Root"] = outcome(Verdict::pass);
  EXPECT_THAT(matrix().idle, ElementsAre(Field(&Matrix::Gap::case_name, "Refusal.Root")));
  EXPECT_THAT(last_line(matrix()), HasSubstr("1 of 2 cases catch one"));
}

TEST_F(MatrixTest, AnExpectationThatIsNoLongerDisappointedIsMissed) {
  tried_["dotless"]["Refusal.WithoutDot"] = outcome(Verdict::fail, {"answer"});
  EXPECT_THAT(matrix().no_longer, ElementsAre(Field(&Matrix::Gap::why, HasSubstr("list"))));
  EXPECT_EQ(exit_code(matrix()), ExitCode::violated);
}

TEST_F(MatrixTest, SoIsOneOfTwoAboutTheSameSubject) {
  stock_.noticed[0].subjects = {"answer", "answer"};
  tried_["dotless"]["Refusal.WithoutDot"] = outcome(Verdict::fail, {"answer"});
  EXPECT_THAT(matrix().no_longer, SizeIs(1));
}

TEST_F(MatrixTest, AMustCaseNobodyHasRecordedIsListed) {
  stock_.noticed.pop_back();
  EXPECT_THAT(matrix().unrecorded, ElementsAre(Field(&Matrix::Gap::case_name, "Refusal.Root")));
  EXPECT_EQ(exit_code(matrix()), ExitCode::violated);
}

TEST_F(MatrixTest, SoIsARecordOfWhatIsNoMore) {
  stock_.noticed.push_back({.defect = "gone", .case_name = "Refusal.Root", .subjects = {"answer"}});
  EXPECT_THAT(matrix().unrecorded, ElementsAre(Field(&Matrix::Gap::defect, "gone")));
}

TEST_F(MatrixTest, ACaseThatFailsWithoutADefectProvesNothing) {
  tried_["none"]["Refusal.Root"] = outcome(Verdict::fail, {"answer"});
  EXPECT_THAT(matrix().baseless, ElementsAre(Field(&Matrix::Gap::case_name, "Refusal.Root")));
  EXPECT_EQ(exit_code(matrix()), ExitCode::violated);
}

TEST_F(MatrixTest, WhatIsSkippedOrBrokenIsNoProofEitherWay) {
  for (const Verdict verdict : {Verdict::skip, Verdict::broken}) {
    tried_["rootless"]["Refusal.Root"] = outcome(verdict);
    EXPECT_THAT(matrix().uncaught, IsEmpty());
    EXPECT_THAT(matrix().idle, IsEmpty());
    EXPECT_THAT(matrix().untried, SizeIs(1));
    EXPECT_EQ(exit_code(matrix()), ExitCode::harness_failed);
  }
}

TEST_F(MatrixTest, NeitherIsWhatWasNeverReached) {
  tried_.erase("rootless");
  EXPECT_THAT(matrix().untried, SizeIs(1));
  EXPECT_EQ(exit_code(matrix()), ExitCode::harness_failed);
}

TEST_F(MatrixTest, TellsEveryDefectAndEveryCaseInMarkdownAndJson) {
  EXPECT_THAT(matrix_markdown(matrix()), HasSubstr("| rootless | REF-001 | Refusal.Root |"));
  const auto json = matrix_json(matrix());
  EXPECT_EQ(json["defects"][1]["failed"][0], "Refusal.Root");
  EXPECT_EQ(json["cases"][0]["catches"][0], "rootless");
}

}  // namespace
}  // namespace plimsoll::conformance
