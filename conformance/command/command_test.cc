#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "conformance/command/command_line.h"
#include "conformance/command/commands.h"
#include "conformance/command/names_plan.h"
#include "conformance/command/plan.h"
#include "conformance/command/usage_error.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

CaseDescription described(const std::string& area, const std::string& name,
                          const std::string& requirement) {
  return {.area = area,
          .suite = suite_of(area),
          .name = name,
          .purpose = "Shows what a case looks like.",
          .requirement = requirement,
          .steps = {"first", "then"},
          .needs = {Need::witness},
          .editions = {},
          .file = "conformance/cases/x.cc",
          .line = 7};
}

const std::vector<CaseDescription> cases = {described("refusal", "Root", "REF-001"),
                                            described("refusal", "RootDot", "REF-001"),
                                            described("passthrough", "KataByName", "PASS-001"),
                                            described("texts", "AbsolutePath", "TXT-001")};

RunPlan plan(const std::vector<std::string>& words) {
  return plan_of(std::get<RunOptions>(parse_command_line(words)), cases);
}

std::vector<std::string> names(const RunPlan& plan) {
  std::vector<std::string> names;
  for (const CaseDescription& description : plan.cases) names.push_back(description.full_name());
  return names;
}

std::string complaint(const std::vector<std::string>& words) {
  try {
    const Command command = parse_command_line(words);
    if (const auto* run = std::get_if<RunOptions>(&command)) {
      static_cast<void>(plan_of(*run, cases));
    }
    if (const auto* names = std::get_if<NamesOptions>(&command)) {
      static_cast<void>(names_plan_of(*names));
    }
    if (const auto* list = std::get_if<ListOptions>(&command)) {
      static_cast<void>(list_text(*list, cases));
    }
    if (const auto* requirements = std::get_if<RequirementsOptions>(&command)) {
      static_cast<void>(requirements_text(*requirements, cases));
    }
    if (const auto* merge = std::get_if<MergeOptions>(&command)) {
      static_cast<void>(merge_command(*merge, cases));
    }
    if (const auto* explain = std::get_if<ExplainOptions>(&command)) {
      static_cast<void>(explanation(*explain, cases));
    }
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(CommandLine, KnowsItsCommands) {
  EXPECT_TRUE(std::holds_alternative<RunOptions>(parse_command_line({"run"})));
  EXPECT_TRUE(std::holds_alternative<ListOptions>(parse_command_line({"list"})));
  EXPECT_TRUE(std::holds_alternative<DoctorOptions>(parse_command_line({"doctor"})));
  EXPECT_EQ(std::get<ExplainOptions>(parse_command_line({"explain", "REF-001"})).subject,
            "REF-001");
}

TEST(Plan, TakesHowOftenInWhichOrderAndHowPatiently) {
  const RunPlan made = plan(
      {"run", "--repeat", "5", "--order", "random:7", "--timeout", "10", "--timeout-scale", "2.5"});
  EXPECT_EQ(made.repeat, 5);
  EXPECT_EQ(made.order.text(), "random:7");
  EXPECT_EQ(made.case_timeout, std::chrono::seconds(25));
  EXPECT_EQ(made.setup_timeout, std::chrono::seconds(150));
  EXPECT_EQ(plan({"run", "--gtest_repeat=3"}).repeat, 3) << "GoogleTest's word for it";
}

TEST(Plan, IsMorePatientWhenWorkersShareACore) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const RunPlan made =
      plan({"run", "--jobs", std::to_string(4 * cores), "--timeout", "10", "--timeout-scale", "2"});
  EXPECT_EQ(made.timeout_scale, 8);
  EXPECT_EQ(made.case_timeout, std::chrono::seconds(80));
}

TEST(CommandLine, HelpsAtEveryLevel) {
  EXPECT_THAT(std::get<HelpText>(parse_command_line({"--help"})).text,
              AllOf(HasSubstr("doctor"), HasSubstr("Exit codes"), Not(HasSubstr("worker"))));
  EXPECT_THAT(std::get<HelpText>(parse_command_line({"run", "--help"})).text,
              AllOf(HasSubstr("--target"), HasSubstr("--gtest_filter")));
  EXPECT_THAT(std::get<HelpText>(parse_command_line({"--version"})).text, HasSubstr("plimsoll "));
}

struct Typo {
  std::vector<std::string> words;
  std::string answer;
};

class ATypo : public testing::TestWithParam<Typo> {};

TEST_P(ATypo, IsAnsweredWithTheNearestName) {
  EXPECT_THAT(complaint(GetParam().words), HasSubstr(GetParam().answer));
}

INSTANTIATE_TEST_SUITE_P(
    Table, ATypo,
    testing::Values(
        Typo{{"rnu"}, "did you mean `run`?"}, Typo{{"docter"}, "`doctor`"},
        Typo{{"run", "--tagret", "reference"}, "`--target`"},
        Typo{{"run", "--filtre=x"}, "`--filter`"},
        Typo{{"run", "--target", "refrence"}, "`reference`"},
        Typo{{"run", "--target", "docker"}, "`dockerd`"},
        Typo{{"run", "--target", "unix:/x"}, "unix://PATH"},
        Typo{{"run", "--target", "dockerd="}, "path"},
        Typo{{"run", "--area", "refusals"}, "`refusal`"},
        Typo{{"run", "--level", "shuold"}, "`should`"},
        Typo{{"run", "--edition", "2021"}, "`2022`"},
        Typo{{"run", "--require-capability", "krun"}, "crun"},
        Typo{{"run", "--order", "revers"}, "`reverse`"},
        Typo{{"run", "--repeat", "0"}, "from 1 on"},
        Typo{{"run", "--gtest_repeat=-1"}, "from 1 on"},
        Typo{{"run", "--timeout-scale", "0"}, "above 0"}, Typo{{"nams"}, "`names`"},
        Typo{{"names", "--sed", "7"}, "`--seed`"},
        Typo{{"names", "--target", "refrence"}, "`reference`"},
        Typo{{"names", "--target", "unix:///run/docker.sock"}, "sandbox"},
        Typo{{"names", "--count", "0"}, "from 1 on"},
        Typo{{"names", "--replay", "/no/such.json"}, "/no/such.json"},
        Typo{{"run", "--edition", "atuo"}, "`auto`"}, Typo{{"run", "--gate", "shuold"}, "`should`"},
        Typo{{"run", "--target", "podmna"}, "`podman`"},
        Typo{{"run", "--target", "podman="}, "path"},
        Typo{{"run", "--expectations", "x", "--tolerate", "stale"}, "`stale-entry`"},
        Typo{{"run", "--tolerate", "stale-entry"}, "--expectations"},
        Typo{{"run", "--shard", "5/9"}, "5/9 of 4 cases is none"},
        Typo{{"requirements", "--format", "markdwon"}, "`markdown`"}, Typo{{"merge"}, "reports"},
        Typo{{"diff", "a"}, "after"}, Typo{{"merge", "/no/such/report"}, "no report"},
        Typo{{"run", "--filter", "Refusal.Roto"}, "`Refusal.Root`"},
        Typo{{"run", "--filter", "*kata*"}, "`Passthrough.KataByName`"},
        Typo{{"run", "--gtest_filter=Nothing.AtAll"}, "no case matches"},
        Typo{{"run", "--gtest_shufle"}, "`--gtest_shuffle`"},
        Typo{{"run", "--gtest_output=json:x"}, "xml:FILE"}, Typo{{"run", "--shard", "3/2"}, "I/N"},
        Typo{{"run", "--shard", "0/2"}, "I/N"}, Typo{{"run", "--jobs", "-1"}, "--jobs"},
        Typo{{"run", "--jobs", "many"}, "--jobs"}, Typo{{"run", "--timeout", "0"}, "--timeout"},
        Typo{{"list", "--format", "jsno"}, "`json`"}, Typo{{"explain", "REF-01"}, "`REF-001`"},
        Typo{{"explain", "Refusal.root"}, "`Refusal.Root`"}, Typo{{"explain"}, "subject"},
        Typo{{}, "subcommand"}));

TEST(Plan, WithoutOptionsIsEverythingOnTheReferenceEngine) {
  const RunPlan all = plan({"run"});
  EXPECT_THAT(all.targets, ElementsAre("reference"));
  EXPECT_THAT(all.cases, SizeIs(cases.size()));
  EXPECT_GE(all.jobs, 1u);
  EXPECT_EQ(all.edition, newest_edition);
  EXPECT_EQ(all.case_timeout, std::chrono::seconds(60));
}

TEST(Plan, SelectsByAreaFilterAndShard) {
  EXPECT_THAT(names(plan({"run", "--area", "texts"})), ElementsAre("Texts.AbsolutePath"));
  EXPECT_THAT(names(plan({"run", "--filter", "Refusal.*-*Dot"})), ElementsAre("Refusal.Root"));
  EXPECT_THAT(names(plan({"run", "--gtest_filter=Refusal.RootDot"})),
              ElementsAre("Refusal.RootDot"));
  EXPECT_THAT(names(plan({"run", "--shard", "2/2"})),
              ElementsAre("Refusal.RootDot", "Texts.AbsolutePath"));
}

TEST(Plan, TellsWhatAnotherShardRunsFromWhatNobodyAskedFor) {
  const RunPlan shard = plan({"run", "--area", "refusal", "--shard", "2/2"});
  EXPECT_THAT(names(shard), ElementsAre("Refusal.RootDot"));
  EXPECT_EQ(shard.shard, "2/2");
  ASSERT_THAT(shard.other_shards, SizeIs(1));
  EXPECT_EQ(shard.other_shards.front().full_name(), "Refusal.Root");
  EXPECT_THAT(shard.filtered_out, SizeIs(2));
}

TEST(Plan, TakesTheEditionFromTheTargetIfAsked) {
  EXPECT_TRUE(plan({"run", "--edition", "auto"}).edition_of_target);
  EXPECT_FALSE(plan({"run"}).edition_of_target);
}

TEST(Plan, TakesGoogleTestsShardsFromTheEnvironment) {
  setenv("GTEST_TOTAL_SHARDS", "2", 1);
  setenv("GTEST_SHARD_INDEX", "0", 1);
  EXPECT_THAT(names(plan({"run"})), ElementsAre("Refusal.Root", "Passthrough.KataByName"));
  unsetenv("GTEST_TOTAL_SHARDS");
  unsetenv("GTEST_SHARD_INDEX");
}

TEST(Plan, HandsGoogleTestsOtherFlagsToTheWorkers) {
  const RunPlan repeated =
      plan({"run", "--gtest_repeat=3", "--gtest_shuffle", "--gtest_output=xml:/x/y.xml"});
  EXPECT_THAT(repeated.gtest_arguments, ElementsAre("--gtest_shuffle"));
  EXPECT_EQ(repeated.repeat, 3) << "as --repeat says it, so that what differs is noticed";
  EXPECT_EQ(repeated.junit_copy, "/x/y.xml");
}

TEST(Plan, TakesEveryKindOfTarget) {
  const RunPlan all = plan({"run", "--target", "dockerd", "--target", "dockerd=/usr/sbin/dockerd",
                            "--target", "unix:///run/x.sock"});
  EXPECT_THAT(all.targets,
              ElementsAre("dockerd", "dockerd=/usr/sbin/dockerd", "unix:///run/x.sock"));
}

TEST(Plan, KeepsTheEvidenceOfSeveralTargetsApart) {
  const RunPlan one = plan({"run", "--target", "dockerd"});
  EXPECT_EQ(evidence_prefix(one, "dockerd"), "");
  const RunPlan two =
      plan({"run", "--target", "reference", "--target", "dockerd=/usr/sbin/dockerd"});
  EXPECT_EQ(evidence_prefix(two, "reference"), "reference/");
  EXPECT_EQ(evidence_prefix(two, "dockerd=/usr/sbin/dockerd"), "dockerd-usr-sbin-dockerd/");
}

TEST(Plan, SaysHowToReproduceOneCase) {
  RunPlan one = plan({"run", "--edition", "2022"});
  one.program = "/usr/bin/plimsoll";
  EXPECT_EQ(reproduce_command(one, "dockerd", "Refusal.Root"),
            "/usr/bin/plimsoll run --target dockerd --filter Refusal.Root --edition 2022");
}

TEST(Explain, TellsWhereARequirementComesFromAndWhoDoesOtherwise) {
  EXPECT_THAT(explanation({.subject = "PASS-001"}, cases),
              AllOf(HasSubstr("moby 6de52a29a8"), HasSubstr("does otherwise"),
                    HasSubstr("dockerd 20.10"), HasSubstr("Passthrough.KataByName")));
}

TEST(Explain, TellsWhatACaseDoesAndHowToRepeatIt) {
  EXPECT_THAT(explanation({.subject = "Refusal.Root"}, cases),
              AllOf(HasSubstr("1. first"), HasSubstr("2. then"), HasSubstr("--filter Refusal.Root"),
                    HasSubstr("conformance/cases/x.cc:7"), HasSubstr("REF-001")));
}

TEST(List, IsTextOrJson) {
  EXPECT_THAT(list_text({.format = "text"}, cases), HasSubstr("Refusal.Root"));
  const auto json = nlohmann::json::parse(list_text({.format = "json"}, cases));
  EXPECT_EQ(json.at("cases").size(), cases.size());
  EXPECT_EQ(json.at("cases").at(0).at("requirement"), "REF-001");
}

}  // namespace
}  // namespace plimsoll::conformance
