#include "conformance/report/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_run.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t parts = 3;

// A conforming run, as its shards would have reported it.
std::vector<RunResult> shards() {
  const RunResult whole = conforming_run();
  std::vector<RunResult> shards(parts, whole);
  for (std::size_t part = 0; part < parts; ++part) {
    RunResult& run = shards[part];
    run.shard = std::to_string(part + 1) + "/3";
    TargetResult& target = run.targets.front();
    target.cases.clear();
    std::size_t at = 0;
    for (const CaseResult& one : whole.targets.front().cases) {
      if (at++ % parts == part) {
        target.cases.push_back(one);
      } else {
        target.other_shards.push_back(one.description);
      }
    }
  }
  return shards;
}

Conformity conformity(const RunResult& run) {
  return conformity_of(run.targets.front()).conformity;
}

std::string complaint_of_merge(const std::vector<RunResult>& shards) {
  try {
    static_cast<void>(merged(shards));
  } catch (const Error& error) {
    return error.what();
  }
  return "merged";
}

TEST(Merge, OfAllShardsIsTheWholeRun) {
  EXPECT_EQ(conformity(shards().front()), Conformity::conforming_with_gaps);
  const MergedRun whole = merged(shards());
  EXPECT_THAT(whole.lost, IsEmpty());
  EXPECT_EQ(whole.run.shard, "1/1");
  EXPECT_EQ(conformity(whole.run), Conformity::conforming);
  EXPECT_EQ(whole.run.exit_code(), ExitCode::as_expected);
  EXPECT_THAT(whole.run.targets.front().other_shards, IsEmpty());
}

TEST(Merge, NoticesALostShard) {
  auto two = shards();
  two.erase(two.begin() + 1);
  const MergedRun whole = merged(two);
  EXPECT_THAT(whole.lost, ElementsAre("2/3"));
  EXPECT_EQ(conformity(whole.run), Conformity::conforming_with_gaps);
  EXPECT_EQ(whole.run.exit_code(), ExitCode::harness_failed);
  EXPECT_THAT(whole.run.targets.front().not_reached, testing::Not(IsEmpty()));
}

TEST(Merge, RefusesARepeatedShard) {
  auto twice = shards();
  twice.push_back(twice.front());
  EXPECT_THAT(complaint_of_merge(twice), HasSubstr("shard 1/3: it is there twice"));
}

TEST(Merge, RefusesACaseThatTwoShardsJudged) {
  auto overlapping = shards();
  overlapping[1].targets.front().cases.push_back(overlapping[0].targets.front().cases.front());
  EXPECT_THAT(complaint_of_merge(overlapping), HasSubstr("two reports judge it"));
}

TEST(Merge, RefusesWhatIsNotOneRun) {
  auto other_target = shards();
  other_target[1].targets.front().target = "dockerd";
  EXPECT_THAT(complaint_of_merge(other_target), HasSubstr("targets"));
  auto other_version = shards();
  other_version[1].targets.front().version = "9";
  EXPECT_THAT(complaint_of_merge(other_version), HasSubstr("target's version"));
  auto other_catalogue = shards();
  other_catalogue[1].catalogue_digest = std::string(64, 'd');
  EXPECT_THAT(complaint_of_merge(other_catalogue), HasSubstr("catalogue"));
  auto other_selection = shards();
  other_selection[1].targets.front().filtered_out = {
      other_selection[1].targets.front().other_shards.front()};
  EXPECT_THAT(complaint_of_merge(other_selection), HasSubstr("selection"));
  auto other_total = shards();
  other_total[1].shard = "2/4";
  EXPECT_THAT(complaint_of_merge(other_total), HasSubstr("number of shards"));
  auto no_shard = shards();
  for (RunResult& run : no_shard) run.shard = "1/2000000000";
  EXPECT_THAT(complaint_of_merge(no_shard), HasSubstr("it is no I/N"));
  EXPECT_THAT(complaint_of_merge({}), HasSubstr("there are none"));
}

TEST(Merge, KeepsAViolationOfAnyShard) {
  auto failing = shards();
  failing[2].targets.front().cases.front().outcome.verdict = Verdict::fail;
  EXPECT_EQ(merged(failing).run.exit_code(), ExitCode::violated);
}

TEST(Merge, TellsAStaleEntryOnce) {
  auto held = shards();
  for (RunResult& run : held) {
    run.expectations = ExpectationsUsed{
        .file = "e.json",
        .surprises = {{.kind = SurpriseKind::stale_entry, .entry = "e.json:2", .story = "x"}},
        .tolerated = {}};
  }
  EXPECT_THAT(merged(held).run.expectations->surprises, testing::SizeIs(1));
}

}  // namespace
}  // namespace plimsoll::conformance
