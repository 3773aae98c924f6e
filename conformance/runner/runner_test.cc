#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/runner/run_plan.h"
#include "conformance/runner/selection.h"
#include "conformance/runner/worker_message.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Filter, MeansWhatItMeansToGoogleTest) {
  EXPECT_TRUE(matches_pattern("trims-names", "trims-n*"))
      << "a dash is nothing special in one pattern";
  EXPECT_TRUE(matches_filter("Refusal.Root", "*"));
  EXPECT_TRUE(matches_filter("Refusal.Root", ""));
  EXPECT_TRUE(matches_filter("Refusal.Root", "Refusal.*"));
  EXPECT_TRUE(matches_filter("Refusal.Root", "Texts.*:Refusal.R?ot"));
  EXPECT_FALSE(matches_filter("Refusal.Root", "Refusal"));
  EXPECT_FALSE(matches_filter("Refusal.Root", "*-Refusal.Root"));
  EXPECT_FALSE(matches_filter("Refusal.Root", "-*.Root"));
  EXPECT_TRUE(matches_filter("Refusal.Root", "Refusal.*-*.RootDot:Texts.*"));
}

TEST(Shard, IsAnIndexFromOneOfATotal) {
  ASSERT_TRUE(Shard::parse("2/5").has_value());
  EXPECT_EQ(Shard::parse("2/5")->index, 2);
  EXPECT_EQ(Shard::parse("2/5")->total, 5);
  for (const char* wrong : {"", "2", "0/5", "6/5", "a/b", "2/", "/5", "2/5x", "-1/2"}) {
    EXPECT_EQ(Shard::parse(wrong).has_value(), false) << wrong;
  }
}

TEST(Shard, PartsTogetherAreEverythingOnce) {
  const std::vector<std::string> names = {"a", "b", "c", "d", "e"};
  EXPECT_THAT(part_of(names, {.index = 1, .total = 2}), ElementsAre("a", "c", "e"));
  EXPECT_THAT(part_of(names, {.index = 2, .total = 2}), ElementsAre("b", "d"));
  EXPECT_THAT(part_of(names, {.index = 6, .total = 6}), IsEmpty());
}

TEST(DealingOut, GivesEachWorkerAnEvenHand) {
  EXPECT_THAT(dealt_out({"a", "b", "c"}, 2), ElementsAre(ElementsAre("a", "c"), ElementsAre("b")));
  EXPECT_EQ(dealt_out({"a"}, 8).size(), 1u);
}

TEST(ReproduceCommand, SaysWhatTheVerdictDependedOn) {
  RunPlan plan{.program = "/usr/bin/plimsoll"};
  EXPECT_EQ(reproduce_command(plan, "reference", "A.B"),
            "/usr/bin/plimsoll run --target reference --filter A.B");
  plan.edition = Edition::pre_2022;
  plan.required_capabilities = {"crun"};
  EXPECT_EQ(reproduce_command(plan, "reference", "A.B"),
            "/usr/bin/plimsoll run --target reference --filter A.B --edition pre-2022 "
            "--require-capability crun");
}

TEST(ReproduceCommand, CanBePastedIntoAShell) {
  const RunPlan plan{.program = "/my build/plimsoll"};
  EXPECT_EQ(reproduce_command(plan, "unix:///it's $HOME", "A.B"),
            "'/my build/plimsoll' run --target 'unix:///it'\\''s $HOME' --filter A.B");
}

template <class Alternative>
Alternative there_and_back(const Alternative& message) {
  LineBuffer buffer;
  const auto lines = buffer.add(to_line(message));
  EXPECT_EQ(lines.size(), 1u);
  return std::get<Alternative>(message_from(lines.at(0)));
}

TEST(WorkerMessage, SurvivesThePipe) {
  EXPECT_EQ(there_and_back(CaseStarted{"A.B"}).case_name, "A.B");
  EXPECT_EQ(there_and_back(CannotWork{"no root"}).cause, "no root");
  const auto ready = there_and_back(TargetReady{.target_version = "20.10.24",
                                                .containerd_version = "1.6.20",
                                                .runtimes = {"runc 1.1.5"},
                                                .engine_log = "/x/engine.log"});
  EXPECT_EQ(ready.target_version, "20.10.24");
  EXPECT_THAT(ready.runtimes, ElementsAre("runc 1.1.5"));
  const Outcome outcome{.case_name = "A.B", .verdict = Verdict::skip, .reason = "no crun"};
  EXPECT_EQ(there_and_back(CaseEnded{outcome}).outcome.reason, "no crun");
}

TEST(WorkerMessage, IsOneLineWhateverWasSeen) {
  Outcome outcome{.case_name = "A.B", .verdict = Verdict::fail};
  outcome.findings.push_back(
      {.subject = "s", .expected = "e", .seen = "two\nlines, \xff and \x01", .where = "w"});
  const std::string line = to_line(CaseEnded{outcome});
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  EXPECT_NO_THROW(static_cast<void>(message_from(line)));
}

TEST(WorkerMessage, OfSomebodyElseIsAnError) {
  for (const char* line : {"", "{", "[]", R"({"message": "hello"})", R"({"message": 1})",
                           R"({"message": "case-ended"})"}) {
    EXPECT_THROW(static_cast<void>(message_from(line)), Error) << line;
  }
}

TEST(LineBuffer, PutsPiecesTogether) {
  LineBuffer buffer;
  EXPECT_THAT(buffer.add("on"), IsEmpty());
  EXPECT_THAT(buffer.add("e\ntwo\nthr"), ElementsAre("one", "two"));
  EXPECT_THAT(buffer.add("ee\n"), ElementsAre("three"));
}

}  // namespace
}  // namespace plimsoll::conformance
