// The orchestrator with scripted workers: a shell script says what a worker would say, and then
// misbehaves in every way a worker can.
#include "conformance/runner/orchestrator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Runs the cases of its filter; what it does in Refusal.Second is the script's to say.
constexpr const char* worker_script = R"(#!/bin/sh
for word in "$@"; do
  case "$word" in --gtest_filter=*) cases=${word#*=};; --gtest_repeat=*) repeat=${word#*=};; esac
done
echo '{"message":"target-ready","target_version":"9","containerd_version":"","runtimes":[],"engine_log":"ENGINE_LOG"}' >&3
ended() {
  echo '{"message":"case-ended","outcome":{"case":"'$1'","verdict":"'$2'","reason":"'$3'","lacking":"'$3'","findings":[],"duration_us":5,"evidence":"evidence/'$1'"}}' >&3
}
IFS=:
all=$cases
while [ $((repeat -= 1)) -gt 0 ]; do all=$all:$cases; done
for one in $all; do
  echo '{"message":"case-started","case":"'$one'"}' >&3
  if [ "$one" = Refusal.Second ]; then
    SECOND_CASE
  fi
  ended $one pass ''
done
)";

class OrchestratorTest : public testing::Test {
 protected:
  OrchestratorTest() {
    std::string pattern = (fs::temp_directory_path() / "plimsoll-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    plan_.targets = {"reference"};
    plan_.program = directory_ / "worker";
    plan_.report = directory_ / "report";
    fs::create_directories(plan_.report);
    std::ofstream(directory_ / "engine.log") << "engine: oh no\n";
    for (const char* name : {"First", "Second", "Third"}) {
      plan_.cases.push_back({.area = "refusal",
                             .suite = "Refusal",
                             .name = name,
                             .purpose = "Stands for a case.",
                             .requirement = "REF-001"});
    }
  }
  ~OrchestratorTest() override { fs::remove_all(directory_); }

  void write_worker(std::string script) const {
    std::ofstream(plan_.program) << script;
    fs::permissions(plan_.program, fs::perms::owner_all);
  }

  // A worker that does this in the second case.
  Orchestrator::Result run(const std::string& second_case) {
    std::string script = worker_script;
    script.replace(script.find("SECOND_CASE"), 11, second_case);
    script.replace(script.find("ENGINE_LOG"), 10, (directory_ / "engine.log").string());
    write_worker(script);
    return run();
  }

  Orchestrator::Result run() {
    const Interruption interruption;
    TerminalReporter reporter(told_, {.tty = false, .report_directory = "report"});
    return Orchestrator(plan_, reporter, interruption).run("reference");
  }

  static std::vector<std::string> verdicts(const Orchestrator::Result& result) {
    std::vector<std::string> verdicts;
    for (const CaseResult& one : result.target.cases) {
      verdicts.emplace_back(to_string(one.outcome.verdict));
    }
    return verdicts;
  }

  static std::string reason_of_second(const Orchestrator::Result& result) {
    return result.target.cases.at(1).outcome.reason;
  }

  fs::path directory_;
  RunPlan plan_;
  std::ostringstream told_;
};

TEST_F(OrchestratorTest, CollectsWhatItsWorkersSay) {
  const auto result = run(":");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "pass", "pass"));
  EXPECT_EQ(result.target.version, "9");
  EXPECT_THAT(result.target.cannot_work, IsEmpty());
  EXPECT_EQ(result.target.cases.at(0).outcome.evidence, "evidence/Refusal.First");
}

TEST_F(OrchestratorTest, DealsTheCasesOutToSeveralWorkers) {
  plan_.jobs = 3;
  EXPECT_THAT(verdicts(run(":")), ElementsAre("pass", "pass", "pass"));
}

// The worker without a case says who the target is before anything is dealt out.
TEST_F(OrchestratorTest, HoldsATargetToTheEditionItsVersionPromises) {
  plan_.edition_of_target = true;
  for (CaseDescription& description : plan_.cases) description.editions = {Edition::from_2022};
  std::string script = worker_script;
  script.replace(script.find("SECOND_CASE"), 11, ":");
  const std::string version = "\"target_version\":\"9\"";
  script.replace(script.find(version), version.size(),
                 "\"target_version\":\"20.10.24\",\"engine\":\"dockerd\"");
  write_worker(script);
  const auto old = run();
  EXPECT_EQ(old.target.edition, Edition::pre_2022);
  EXPECT_THAT(verdicts(old), ElementsAre("not-applicable", "not-applicable", "not-applicable"));
  script.replace(script.find("20.10.24"), 8, "23.0.6");
  write_worker(script);
  const auto newer = run();
  EXPECT_EQ(newer.target.edition, Edition::from_2022);
  EXPECT_THAT(verdicts(newer), ElementsAre("pass", "pass", "pass"));
}

TEST_F(OrchestratorTest, CannotHoldATargetToAnEditionThatItDoesNotTell) {
  plan_.edition_of_target = true;
  const auto result = run(":");
  EXPECT_THAT(result.target.cannot_work, HasSubstr("name one with --edition"));
  EXPECT_THAT(verdicts(result), ElementsAre("broken", "broken", "broken"));
}

TEST_F(OrchestratorTest, ACrashCostsTheCaseItHappenedIn) {
  const auto result = run("kill -SEGV $$");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "pass"));
  EXPECT_THAT(reason_of_second(result), HasSubstr("signal 11"));
}

TEST_F(OrchestratorTest, SoDoesAnEarlyEnd) {
  const auto result = run("exit 7");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "pass"));
  EXPECT_THAT(reason_of_second(result), HasSubstr("status 7"));
}

TEST_F(OrchestratorTest, SoDoesAHangAndTheEnginesLastWordsAreTold) {
  plan_.case_timeout = std::chrono::seconds(1);
  const auto result = run("exec sleep 1000");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "pass"));
  EXPECT_THAT(reason_of_second(result),
              AllOf(HasSubstr("no verdict within 1 s (--timeout)"), HasSubstr("engine: oh no")));
  EXPECT_TRUE(fs::exists(plan_.report / "evidence" / "Refusal.Second" / "engine.log"));
}

TEST_F(OrchestratorTest, SoDoesAMessageNobodyUnderstands) {
  const auto result = run("echo rubbish >&3");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "pass"));
  EXPECT_THAT(reason_of_second(result), HasSubstr("not a message"));
}

TEST_F(OrchestratorTest, RunsEachCaseAsOftenAsItIsToldAndNamesTheFlakyOnes) {
  plan_.repeat = 3;
  // Fails the second time, whoever runs it.
  const auto result =
      run("echo >>$0.runs; [ $(wc -l <$0.runs) != 2 ] || { ended $one fail ''; continue; }");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "fail", "pass"));
  EXPECT_THAT(result.target.flaky, ElementsAre("Refusal.Second"));
  EXPECT_THAT(result.target.cases.at(1).outcome.findings.at(0).seen,
              HasSubstr("pass in runs 1, 3; fail in run 2"));
}

TEST_F(OrchestratorTest, GoesOnWithTheOtherRunsAfterACrash) {
  plan_.repeat = 3;
  const auto result = run("echo >>$0.runs; [ $(wc -l <$0.runs) != 2 ] || kill -SEGV $$");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "pass"));
  EXPECT_THAT(result.target.flaky, ElementsAre("Refusal.Second"));
  EXPECT_THAT(reason_of_second(result), HasSubstr("signal 11"));
  std::ifstream runs(plan_.program.string() + ".runs");
  EXPECT_EQ(std::count(std::istreambuf_iterator<char>(runs), {}, '\n'), 3);
}

TEST_F(OrchestratorTest, NeverMakesAPassOfRunsThatWereCutShort) {
  plan_.repeat = 2;
  const auto result = run("[ ! -e $0.once ] || { rm $0; kill -SEGV $$; }; : >$0.once");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "broken"));
  EXPECT_THAT(result.target.cases.at(2).outcome.reason, HasSubstr("cut short"));
}

TEST_F(OrchestratorTest, HasTheSameVerdictsInEveryOrderAndWithAnyNumberOfWorkers) {
  for (const char* order : {"forward", "reverse", "random:1", "random:2"}) {
    for (const std::size_t jobs : {1, 2, 8}) {
      plan_.order = *Order::parse(order);
      plan_.jobs = jobs;
      EXPECT_THAT(verdicts(run("ended $one fail ''; continue")),
                  ElementsAre("pass", "fail", "pass"))
          << order << ", " << jobs;
    }
  }
}

TEST_F(OrchestratorTest, TellsItsWorkersTheOrderAndTheScale) {
  plan_.order = *Order::parse("random:7");
  plan_.timeout_scale = 2.5;
  run("printf '%s ' \"$@\" >$0.words");
  std::ifstream file(plan_.program.string() + ".words");
  const std::string words{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(words, AllOf(HasSubstr("--order random:7"), HasSubstr("--timeout-scale 2.5"),
                           HasSubstr("--round 1")));
}

TEST_F(OrchestratorTest, KeepsWhatItKnowsWhenNoWorkerCanBeStartedAnyMore) {
  // Out of processes looks the same: the program cannot be started.
  const auto result = run("rm $0; kill -SEGV $$");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "broken"));
  EXPECT_THAT(result.target.cannot_work, HasSubstr("start a worker"));
}

TEST_F(OrchestratorTest, SaysOnceWhyNothingCanRun) {
  write_worker("#!/bin/sh\necho '{\"message\":\"cannot-work\",\"cause\":\"no dockerd\"}' >&3\n");
  plan_.jobs = 2;
  const auto result = run();
  EXPECT_EQ(result.target.cannot_work, "no dockerd");
  EXPECT_THAT(verdicts(result), ElementsAre("broken", "broken", "broken"));
  EXPECT_THAT(told_.str(), testing::Not(HasSubstr("Refusal.")));
}

TEST_F(OrchestratorTest, DoesNotStartAWorkerForEverThatEndsBeforeItBegins) {
  write_worker("#!/bin/sh\nexit 5\n");
  const auto result = run();
  EXPECT_THAT(result.target.cannot_work, HasSubstr("status 5"));
}

TEST_F(OrchestratorTest, DoesNotWaitForEverForATarget) {
  write_worker("#!/bin/sh\nexec sleep 1000\n");
  plan_.setup_timeout = std::chrono::seconds(1);
  EXPECT_THAT(run().target.cannot_work, HasSubstr("not ready within 1 s"));
}

TEST_F(OrchestratorTest, RunsNoCaseThatTheEditionDoesNotHave) {
  plan_.cases[2].requirement = "PASS-001";
  plan_.edition = Edition::pre_2022;
  const auto result = run(":");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "pass", "not-applicable"));
  EXPECT_THAT(result.target.cases.at(2).outcome.reason, HasSubstr("pre-2022"));
}

TEST_F(OrchestratorTest, OfARepeatedCaseTheWorstVerdictStands) {
  const auto result = run("ended $one broken 'second time lucky'");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "broken", "pass"));
}

TEST_F(OrchestratorTest, ASkipForWantOfWhatIsRequiredIsAFailure) {
  plan_.required_capabilities = {"crun"};
  const auto result = run("ended $one skip crun; continue");
  EXPECT_THAT(verdicts(result), ElementsAre("pass", "fail", "pass"));
  EXPECT_EQ(result.target.cases.at(1).outcome.findings.at(0).subject, "the capability crun");
}

TEST_F(OrchestratorTest, EndsItsWorkersWhenInterrupted) {
  const pid_t self = getpid();
  const auto result = run("kill -INT " + std::to_string(self) + "; exec sleep 1000");
  EXPECT_TRUE(result.interrupted);
  EXPECT_THAT(verdicts(result), ElementsAre("pass"));
}

}  // namespace
}  // namespace plimsoll::conformance
