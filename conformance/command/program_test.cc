// The program itself, as people and CI systems run it: exit codes, time-outs, reports.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "conformance/command/fake_engine.h"
#include "fixtures/sandbox/left_behind.h"

extern char** environ;

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

struct Ended {
  int status = -1;
  std::string output;  // stdout and stderr
};

class Program : public testing::Test {
 protected:
  Program() {
    std::string pattern = (fs::temp_directory_path() / "plimsoll-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    const char* programs = std::getenv("PLIMSOLL_PROGRAMS");
    program_ = fs::path(programs == nullptr ? "." : programs) / "plimsoll";
  }
  ~Program() override { fs::remove_all(directory_); }

  pid_t start(std::vector<std::string> words) const {
    words.insert(words.begin(), program_.string());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const std::string output = output_file();
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t pid = -1;
    const int failed = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    // Thrown, not expected: a pid of -1 would have kill() reach every process there is.
    if (failed != 0) throw std::system_error(failed, std::generic_category(), program_.string());
    return pid;
  }

  Ended finish(pid_t pid) const {
    int status = 0;
    waitpid(pid, &status, 0);
    std::ifstream file(output_file());
    return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .output = {std::istreambuf_iterator<char>(file), {}}};
  }

  Ended run(const std::vector<std::string>& words) const { return finish(start(words)); }

  // Two cases on an engine with that manner.
  Ended judge(const FakeEngine& engine, const std::string& timeout = "30") const {
    return run({"run", "--target", engine.target(), "--report", report().string(), "--jobs", "1",
                "--timeout", timeout, "--filter", "Texts.AbsolutePath:Texts.WithoutDot"});
  }

  [[nodiscard]] nlohmann::json cases() const {
    std::ifstream file(report() / "report.json");
    return nlohmann::json::parse(file).at("targets").at(0).at("cases");
  }

  [[nodiscard]] std::vector<std::string> verdicts() const {
    std::vector<std::string> verdicts;
    const auto all = cases();
    for (const auto& one : all) verdicts.push_back(one.at("verdict"));
    return verdicts;
  }

  [[nodiscard]] std::set<std::string> names_with(const std::string& verdict) const {
    std::set<std::string> names;
    const auto all = cases();
    for (const auto& one : all) {
      if (one.at("verdict") == verdict) names.insert(one.at("case").get<std::string>());
    }
    return names;
  }

  [[nodiscard]] fs::path report() const { return directory_ / "report"; }
  [[nodiscard]] fs::path socket() const { return directory_ / "engine.sock"; }

 private:
  [[nodiscard]] std::string output_file() const { return (directory_ / "output").string(); }

  fs::path directory_;
  fs::path program_;
};

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
    const Ended ended = judge(engine, "1");
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

// Every process that comes from the program holds the pipe, the sandboxes' keepers longest of all.
TEST_F(Program, LeavesNothingWhenItIsKilled) {
  const auto before = fixtures::left_behind();
  for (int point = 0; point < 20; ++point) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t pid = start({"run", "--target", "reference", "--report", report().string()});
    close(ends[1]);
    poll(nullptr, 0, point * 60);  // how far it gets
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
    pollfd end{ends[0], POLLIN, 0};
    EXPECT_EQ(poll(&end, 1, 10'000), 1) << "a process is left; killed at point " << point;
    close(ends[0]);
    EXPECT_EQ(fixtures::left_behind(), before) << "killed at point " << point;
  }
}

TEST_F(Program, LeavesNothingWhenItIsInterrupted) {
  const auto before = fixtures::left_behind();
  const pid_t pid = start({"run", "--target", "reference", "--report", report().string()});
  poll(nullptr, 0, 700);  // into the cases
  kill(pid, SIGINT);
  const Ended ended = finish(pid);
  EXPECT_EQ(ended.status, 3) << ended.output;
  EXPECT_EQ(fixtures::left_behind(), before);
}

// The two runs the project is about.
TEST_F(Program, FindsTheReferenceEngineConforming) {
  const Ended ended = run({"run", "--target", "reference", "--report", report().string()});
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("conforming"));
}

// Exactly what an engine of before 2022 never promised fails when it is held to the newest edition.
TEST_F(Program, FindsWhatDockerdDidBeforePassthrough) {
  run({"run", "--target", "dockerd", "--edition", "pre-2022", "--report", report().string()});
  const auto never_promised = names_with("not-applicable");
  const Ended ended = run({"run", "--target", "dockerd", "--report", report().string()});
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_EQ(names_with("fail"), never_promised);
  const auto all = cases();
  for (const auto& one : all) {
    if (one.at("verdict") != "fail") continue;
    EXPECT_THAT(one.at("area").get<std::string>(), AnyOf("passthrough", "missing-shim", "texts"))
        << one.dump(2);
    const Ended explained = run({"explain", one.at("requirement").get<std::string>()});
    EXPECT_EQ(explained.status, 0) << explained.output;
    EXPECT_THAT(explained.output, AnyOf(HasSubstr("moby "), HasSubstr("containerd v")))
        << "says where the rule comes from";
  }
}

TEST_F(Program, FindsDockerdConformingToItsOwnEdition) {
  const Ended ended =
      run({"run", "--target", "dockerd", "--edition", "pre-2022", "--report", report().string()});
  EXPECT_EQ(ended.status, 0) << ended.output;
}

TEST_F(Program, KeepsGoogleTestsXml) {
  const FakeEngine engine(socket(), Manner::refuses);
  const fs::path xml = report().parent_path() / "gtest.xml";
  run({"run", "--target", engine.target(), "--report", report().string(),
       "--gtest_filter=Texts.Unicode", "--gtest_repeat=2", "--gtest_output=xml:" + xml.string()});
  std::ifstream file(xml);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(text, HasSubstr("<testcase name=\"Unicode\""));
}

}  // namespace
}  // namespace plimsoll::conformance
