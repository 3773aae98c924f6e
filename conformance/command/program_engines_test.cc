// The program on real engines: the runs that the project is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <optional>

#include "conformance/command/program_fixture.h"
#include "fixtures/sandbox/left_behind.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

struct Seen {
  pid_t parent = 0;
  std::string command;
  long ticks = 0;  // of processor time, in sysconf(_SC_CLK_TCK)
};

// proc(5), /proc/PID/stat; nothing once it has ended.
std::optional<Seen> look_at(const fs::path& process) {
  std::ifstream stat(process / "stat");
  Seen seen;
  std::string skipped;
  if (!(stat >> skipped >> seen.command >> skipped >> seen.parent)) return std::nullopt;
  for (int field = 5; field < 14; ++field) stat >> skipped;
  long system = 0;
  stat >> seen.ticks >> system;
  seen.ticks += system;
  return seen;
}

bool descends_from(pid_t ancestor, pid_t pid) {
  for (pid_t above = pid; above > 1;) {
    if (above == ancestor) return true;
    const auto seen = look_at("/proc/" + std::to_string(above));
    above = seen ? seen->parent : 0;
  }
  return false;
}

// The process of that name below this one, as soon as it has done more than it takes to come up;
// 0 if there is none.
pid_t await_at_work(pid_t ancestor, const std::string& name) {
  const long enough = sysconf(_SC_CLK_TCK) * 3 / 10;
  for (int i = 0; i < 3000; ++i, poll(nullptr, 0, 20)) {
    for (const auto& entry : fs::directory_iterator("/proc")) {
      const auto seen = look_at(entry.path());
      if (!seen || seen->command != "(" + name + ")" || seen->ticks < enough) continue;
      const pid_t pid = std::stoi(entry.path().filename());
      if (descends_from(ancestor, pid)) return pid;
    }
  }
  return 0;
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

TEST_F(Program, FindsTheReferenceEngineConforming) {
  const Ended ended = run({"run", "--target", "reference", "--report", report().string()});
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("conforming"));
}

const fs::path known_deviations = fs::path(PLIMSOLL_SOURCES) / "conformance/expectations";

TEST_F(Program, EndsWith1OnEnginesWithDeviationsThatNobodyExplained) {
  const std::string few = "Texts.*:Passthrough.KataByName";
  for (const char* target : {"dockerd", "podman"}) {
    const Ended ended =
        run({"run", "--target", target, "--report", report().string(), "--filter", few});
    EXPECT_EQ(ended.status, 1) << ended.output;
  }
}

TEST_F(Program, FindsNothingOfPodmanUnexplainedAndNamesTheDowngrade) {
  const Ended ended = run({"run", "--target", "podman", "--report", report().string(),
                           "--expectations", known_deviations / "podman-4.3.json"});
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("silent downgrade of isolation"));
}

// Held to the newest edition, an engine of before 2022 fails what it never promised, and nothing
// else that it does not fail in its own; and all of that is explained.
TEST_F(Program, FindsNothingOfDockerdUnexplained) {
  const Ended in_its_own = run({"run", "--target", "dockerd", "--edition", "pre-2022", "--gate",
                                "must", "--report", report().string()});
  EXPECT_EQ(in_its_own.status, 0) << in_its_own.output;
  std::set<std::string> accounted_for = names_with("not-applicable");
  accounted_for.merge(names_with("fail"));
  const Ended ended = run({"run", "--target", "dockerd", "--report", report().string(),
                           "--expectations", known_deviations / "dockerd-20.10.json"});
  EXPECT_EQ(ended.status, 0) << ended.output;
  const std::set<std::string> failed = names_with("fail");
  EXPECT_THAT(failed,
              testing::IsSupersetOf({"Passthrough.KataByName", "MissingShim.AcceptedAtCreate",
                                     "Texts.AbsolutePath", "Names.Generated"}));
  std::set<std::string> requirements;
  const auto all = cases();
  for (const auto& one : all) {
    if (one.at("verdict") != "fail") continue;
    EXPECT_TRUE(accounted_for.contains(one.at("case").get<std::string>())) << one.dump(2);
    requirements.insert(one.at("requirement").get<std::string>());
  }
  for (const std::string& requirement : requirements) {
    const Ended explained = run({"explain", requirement});
    EXPECT_EQ(explained.status, 0) << explained.output;
    EXPECT_THAT(explained.output, AnyOf(HasSubstr("moby "), HasSubstr("containerd v")))
        << "says where the rule comes from";
  }
}

TEST_F(Program, FindsTheSameInEveryOrderAndWithAnyNumberOfWorkers) {
  std::set<std::string> passed;
  for (const std::vector<std::string>& how : {std::vector<std::string>{"--jobs", "1"},
                                              {"--jobs", "2", "--order", "reverse"},
                                              {"--jobs", "8", "--order", "random:7"}}) {
    std::vector<std::string> words = {"run",      "--target",        "reference",
                                      "--report", report().string(), "--area",
                                      "refusal",  "--area",          "stock"};
    words.insert(words.end(), how.begin(), how.end());
    const Ended ended = run(words);
    EXPECT_EQ(ended.status, 0) << ended.output;
    if (passed.empty()) passed = names_with("pass");
    EXPECT_EQ(names_with("pass"), passed);
  }
  EXPECT_GT(passed.size(), 60u);
}

TEST_F(Program, IsNotDisturbedByAnotherRunAtTheSameTime) {
  const auto words = [&](const fs::path& where) {
    return std::vector<std::string>{"run",
                                    "--target",
                                    "reference",
                                    "--report",
                                    where.string(),
                                    "--jobs",
                                    "1",
                                    "--filter",
                                    "Stock.*:Refusal.Abs*:Execution.*:Names.*",
                                    "--timeout-scale",
                                    "4"};
  };
  const fs::path other = report().parent_path() / "other-report";
  const pid_t first = start(words(report()), "first-output");
  const pid_t second = start(words(other), "second-output");
  const Ended ended = finish(first, "first-output");
  const Ended other_ended = finish(second, "second-output");
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_EQ(other_ended.status, 0) << other_ended.output;
}

TEST_F(Program, BlamesNoTargetThatSomebodyKilled) {
  const pid_t pid = start({"run", "--target", "reference", "--report", report().string(), "--jobs",
                           "1", "--filter", "Names.*", "--repeat", "5", "--timeout-scale", "4"});
  const pid_t engine = await_at_work(pid, "plimsolld");
  ASSERT_GT(engine, 1);
  kill(engine, SIGKILL);
  const Ended ended = finish(pid);
  EXPECT_EQ(ended.status, 3) << ended.output;
  EXPECT_THAT(ended.output, Not(HasSubstr("violated"))) << "nothing is said about the target";
  EXPECT_TRUE(fs::exists(report() / "report.json")) << "what was learnt is kept";
}

TEST_F(Program, TriesGeneratedNamesOnTheReferenceEngine) {
  const fs::path file = report().parent_path() / "counterexamples.json";
  const Ended ended = run({"names", "--count", "3000", "--seed", "7", "--start-one-in", "200",
                           "--counterexamples", file.string()});
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("3000 of 3000 names of seed 7"));
  EXPECT_THAT(ended.output, HasSubstr("executed: 0"));
  EXPECT_FALSE(fs::exists(file));
}

// The memory is that of the program itself, which does the asking.
TEST_F(Program, NeedsNoMoreMemoryForTenThousandNamesThanForOneThousand) {
  const Ended ended = run({"names", "--count", "10000", "--seed", "8", "--start-one-in", "0"});
  ASSERT_EQ(ended.status, 0) << ended.output;
  const auto at = ended.output.find("memory ");
  ASSERT_NE(at, std::string::npos);
  double then = 0;
  double end = 0;
  ASSERT_EQ(std::sscanf(ended.output.c_str() + at,
                        "memory %lf MiB after the first names, %lf MiB at the end", &then, &end),
            2);
  EXPECT_LT(end - then, 1.0) << ended.output;
}

TEST_F(Program, ShowsTheLeastNameAndReplaysIt) {
  const fs::path file = report().parent_path() / "counterexamples.json";
  // An engine of before passthrough, held to what came later.
  const std::vector<std::string> names = {
      "names", "--target", "dockerd", "--start-one-in", "0", "--counterexamples", file.string()};
  std::vector<std::string> words = names;
  words.insert(words.end(), {"--count", "200"});
  const Ended ended = run(words);
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr(R"("name": "a.", "why")"));
  const fs::path found = report().parent_path() / "found.json";
  fs::rename(file, found);
  words = names;
  words.insert(words.end(), {"--replay", found.string()});
  EXPECT_EQ(run(words).status, 1) << "and the file shows it again";
  words.insert(words.end(), {"--edition", "pre-2022"});
  EXPECT_EQ(run(words).status, 0) << "by its own generation's rule it is right";
}

}  // namespace
}  // namespace plimsoll::conformance
