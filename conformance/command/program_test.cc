// The program itself, as people and CI systems run it: exit codes, time-outs, interruptions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <csignal>
#include <fstream>

#include "conformance/command/fake_engine.h"
#include "conformance/command/program_fixture.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

TEST_F(Program, EndsWith2WhenTheCommandLineIsWrong) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"rnu"},
                                                {"run", "--tagret", "x"},
                                                {"run", "--target", "dokerd"},
                                                {"run", "--filter", "Nothing.AtAll"},
                                                {"explain", "NOTHING-1"},
                                                {}}) {
    const Ended ended = run(words);
    EXPECT_EQ(ended.status, 2) << ended.output;
    EXPECT_THAT(ended.output, testing::StartsWith("plimsoll: "));
  }
}

TEST_F(Program, ListsItsCasesAndEndsWith0) {
  EXPECT_THAT(run({"list"}).output, HasSubstr("Refusal.AbsolutePath"));
  EXPECT_TRUE(nlohmann::json::accept(run({"list", "--format", "json"}).output));
  const Ended by_googletest = run({"run", "--gtest_list_tests"});
  EXPECT_EQ(by_googletest.status, 0);
  EXPECT_THAT(by_googletest.output, HasSubstr("Refusal.\n  AbsolutePath"));
}

TEST_F(Program, EndsWith0WhenAllIsAsExpected) {
  const FakeEngine engine(socket(), Manner::refuses);
  const Ended ended = judge(engine);
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(verdicts(), Each("pass"));
}

TEST_F(Program, EndsWith1WhenARequirementIsViolated) {
  const FakeEngine engine(socket(), Manner::accepts);
  const Ended ended = judge(engine);
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(verdicts(), Each("fail"));
  EXPECT_THAT(ended.output, HasSubstr("TXT-001"));
  EXPECT_THAT(ended.output, HasSubstr("reproduce"));
  EXPECT_TRUE(fs::exists(report() / "evidence" / "Texts.AbsolutePath" / "http.json"));
}

TEST_F(Program, EndsWith3WhenNothingCouldBeJudged) {
  const FakeEngine engine(socket(), Manner::refuses);
  const Ended ended = run({"run", "--target", engine.target(), "--report", report().string(),
                           "--filter", "Execution.*"});
  EXPECT_EQ(ended.status, 3) << ended.output;
  EXPECT_THAT(verdicts(), Each("skip"));
}

TEST_F(Program, EndsWith3WhenThereIsNoTarget) {
  const Ended ended = run({"run", "--target", "unix:///no/such.sock", "--report", report().string(),
                           "--filter", "Texts.*"});
  EXPECT_EQ(ended.status, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("/no/such.sock"));
  EXPECT_TRUE(fs::exists(report() / "report.json"));
}

TEST_F(Program, MakesASkipAFailureWhenTheCapabilityIsRequired) {
  const FakeEngine engine(socket(), Manner::refuses);
  const Ended ended = run({"run", "--target", engine.target(), "--report", report().string(),
                           "--filter", "Refusal.Root", "--require-capability", "witness"});
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("the capability witness"));
}

// All cases pass, and the containers are left: not here.
TEST_F(Program, NamesTheContainersThatSomebodysEngineKept) {
  const FakeEngine engine(socket(), Manner::keeps);
  const Ended ended = run({"run", "--target", engine.target(), "--report", report().string(),
                           "--filter", "Agreement.CreatedContainerIsListed:Texts.*"});
  EXPECT_THAT(ended.output, HasSubstr("it did not remove 1111"));
}

TEST_F(Program, HoldsATargetToItsOwnEditionIfAsked) {
  const FakeEngine engine(socket(), Manner::refuses);
  run({"run", "--target", engine.target(), "--report", report().string(), "--filter", "Texts.*",
       "--edition", "auto"});
  EXPECT_THAT(names_with("not-applicable"), Contains("Texts.AbsolutePath"));
}

TEST_F(Program, JudgesTheOtherCasesWhenTheTargetDies) {
  const FakeEngine engine(socket(), Manner::dies);
  const Ended ended = judge(engine);
  EXPECT_NE(ended.status, 0) << ended.output;
  EXPECT_EQ(verdicts().size(), 2u);
  EXPECT_THAT(verdicts(), Not(Contains("pass")));
}

TEST_F(Program, HoldsItsTimeOutsWhenTheTargetHangs) {
  for (const Manner manner : {Manner::hangs, Manner::hangs_slowly}) {
    const FakeEngine engine(socket(), manner);
    const Ended ended = judge(engine, {"--timeout", "1"});
    EXPECT_EQ(ended.status, 3) << ended.output;
    EXPECT_THAT(verdicts(), Each("broken"));
    EXPECT_THAT(ended.output, HasSubstr("no verdict within 1 s (--timeout)"));
  }
}

TEST_F(Program, FailsATargetThatAnswersRubbishOrHalf) {
  for (const Manner manner : {Manner::rubbish, Manner::half}) {
    const FakeEngine engine(socket(), manner);
    const Ended ended = judge(engine);
    EXPECT_EQ(ended.status, 1) << ended.output;
    EXPECT_THAT(verdicts(), Each("fail"));
    EXPECT_THAT(ended.output, HasSubstr("the target does what it is asked and answers"));
  }
}

TEST_F(Program, StillReportsWhenItIsInterrupted) {
  const FakeEngine engine(socket(), Manner::hangs);
  const pid_t pid = start({"run", "--target", engine.target(), "--report", report().string(),
                           "--filter", "Texts.*", "--jobs", "1"});
  const std::string evidence = (report() / "workers.log").string();
  // The worker's log is there as soon as a worker is; by then the signals are ours to handle.
  for (int i = 0; i < 100 && !fs::exists(evidence); ++i) poll(nullptr, 0, 20);
  kill(pid, SIGINT);
  const Ended ended = finish(pid);
  EXPECT_EQ(ended.status, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("Interrupted"));
  std::ifstream file(report() / "report.json");
  EXPECT_TRUE(nlohmann::json::parse(file).at("interrupted").get<bool>());
}

}  // namespace
}  // namespace plimsoll::conformance
