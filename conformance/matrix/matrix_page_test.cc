#include "conformance/matrix/matrix_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;

CaseResult case_of(const std::string& area, const std::string& name, Verdict verdict) {
  CaseResult one;
  one.description = {.area = area, .name = name};
  one.description.suite = suite_of(area);
  one.outcome.case_name = one.description.full_name();
  one.outcome.verdict = verdict;
  return one;
}

CaseResult known_failure(const std::string& name, const std::string& reason) {
  CaseResult one = case_of("refusal", name, Verdict::fail);
  one.explanation = Explanation{
      .entry = reason, .reason = reason, .source = "moby v1:a.go:7", .link = ""};
  return one;
}

MatrixCell cell(const std::string& containerd, std::vector<CaseResult> cases) {
  MatrixCell cell{.engine = "dockerd@trixie", .containerd = containerd, .run = {}};
  cell.run.suite_version = "0.1.0";
  TargetResult target;
  target.version = "26.1.5";
  target.containerd_version = containerd == "containerd@sid" ? "2.1.9" : "1.7.24";
  target.runtimes = {"crun 1.21", "containerd-shim-runc-v2"};
  target.cases = std::move(cases);
  cell.run.targets = {target};
  return cell;
}

TEST(MatrixPage, CountsWhatEachEngineDoesOnEachContainerd) {
  const auto page = matrix_page(
      {cell("containerd@trixie",
            {case_of("refusal", "Root", Verdict::pass), known_failure("Slash", "It does.")}),
       cell("containerd@sid", {case_of("refusal", "Root", Verdict::pass),
                               case_of("refusal", "Slash", Verdict::fail)})},
      "2026-11-29");
  EXPECT_THAT(page, HasSubstr("| engine | on containerd 1.7.24 | on containerd 2.1.9 |\n"));
  EXPECT_THAT(
      page,
      HasSubstr(
          "| dockerd 26.1.5 | 1 pass, 1 deviate | 1 pass, **unexpected: Refusal.Slash** |\n"));
}

TEST(MatrixPage, TellsEveryReasonOnceWithItsSource) {
  const auto page = matrix_page({cell("containerd@trixie", {known_failure("Slash", "It does.")}),
                                 cell("containerd@sid", {known_failure("Slash", "It does."),
                                                         known_failure("Dots", "It does."),
                                                         known_failure("Other", "Only here.")})},
                                "2026-11-29");
  EXPECT_THAT(
      page,
      HasSubstr(
          "### dockerd 26.1.5\n\n"
          "- It does. `moby v1:a.go:7`; 2 cases: Refusal.Dots, Refusal.Slash\n"
          "- Only here. `moby v1:a.go:7`; 1 case: Refusal.Other; only on containerd 2.1.9\n"));
}

TEST(MatrixPage, TellsWhichRuntimeRanWithItsProof) {
  CaseResult skipped = case_of("runtimes", "Kata", Verdict::skip);
  skipped.outcome.reason = "there is no /dev/kvm";
  const auto page = matrix_page(
      {cell("containerd@sid", {case_of("configured", "CrunByPath", Verdict::pass), skipped})},
      "2026-11-29");
  EXPECT_THAT(
      page,
      HasSubstr(
          "| dockerd 26.1.5 | containerd 2.1.9 | crun 1.21 |  | pass |  |  | skip (a) |  |\n"));
  EXPECT_THAT(page, HasSubstr("\n- (a) there is no /dev/kvm\n"));
}

TEST(MatrixPage, SaysWhyAnEngineDoesNotComeUp) {
  MatrixCell dead = cell("containerd@sid", {});
  dead.run.targets.front().cannot_work = "dockerd ended with status 1";
  EXPECT_THAT(matrix_page({dead}, "2026-11-29"),
              HasSubstr("does not come up: dockerd ended with status 1"));
}

TEST(MatrixJson, HasEveryCell) {
  const auto json = matrix_json(
      {cell("containerd@sid",
            {known_failure("Slash", "It does."), case_of("refusal", "Root", Verdict::fail)})},
      "2026-11-29");
  const auto& one = json.at("cells").at(0);
  EXPECT_EQ(one.at("engine"), "dockerd@trixie");
  EXPECT_EQ(one.at("fail"), 2);
  EXPECT_EQ(one.at("unexpected"), nlohmann::json::array({"Refusal.Root"}));
  EXPECT_EQ(one.at("deviations").at(0).at("source"), "moby v1:a.go:7");
}

}  // namespace
}  // namespace plimsoll::conformance
