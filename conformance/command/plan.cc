#include "conformance/command/plan.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/usage_error.h"
#include "conformance/runner/selection.h"
#include "conformance/suggest/nearest.h"

namespace plimsoll::conformance {
namespace {

constexpr std::array all_needs = {Need::witness,       Need::containerd, Need::image,
                                  Need::configuration, Need::runc,       Need::crun,
                                  Need::testimony};

struct Choice {
  const char* option;
  const std::string& typed;
  const std::vector<std::string>& known;
};

void expect_known(const Choice& choice) {
  if (std::ranges::count(choice.known, choice.typed) > 0) return;
  std::string message = std::string("--") + choice.option + ": there is no `" + choice.typed + "`" +
                        did_you_mean(choice.typed, choice.known);
  if (nearest(choice.typed, choice.known).empty()) {
    message += "; there are:";
    for (const std::string& name : choice.known) message += " " + name;
  }
  throw UsageError(message);
}

Edition edition_of(const std::string& typed) {
  if (typed.empty()) return newest_edition;
  std::vector<std::string> known;
  for (const Edition edition : all_editions) known.emplace_back(to_string(edition));
  expect_known({.option = "edition", .typed = typed, .known = known});
  return *edition_from(typed);
}

Level level_of(const std::string& typed) {
  expect_known({.option = "level", .typed = typed, .known = {"must", "should", "may"}});
  return *level_from(typed);
}

void check_target(const std::string& target) {
  if (target.starts_with("unix://") && target.size() > 7) return;
  if (target.starts_with("dockerd=") && target.size() > 8) return;
  const std::string kind = target.substr(0, target.find('='));
  expect_known(
      {.option = "target", .typed = kind, .known = {"reference", "dockerd", "unix://PATH"}});
  if (kind != target || kind == "unix://PATH") {
    throw UsageError("--target: `" + target + "` lacks its path, or has one it cannot have");
  }
}

void check_capabilities(const std::vector<std::string>& typed) {
  std::vector<std::string> known;
  for (const Need need : all_needs) known.emplace_back(to_string(need));
  for (const std::string& capability : typed) {
    expect_known({.option = "require-capability", .typed = capability, .known = known});
  }
}

std::optional<std::string> gtest_value(const RunOptions& options, const std::string& flag) {
  std::optional<std::string> value;
  for (const std::string& argument : options.gtest_arguments) {
    if (argument.starts_with(flag + "=")) value = argument.substr(flag.size() + 1);
  }
  return value;
}

// GoogleTest counts shards from 0 and takes them from the environment.
Shard shard_of(const RunOptions& options) {
  if (!options.shard.empty()) {
    const auto shard = Shard::parse(options.shard);
    if (!shard) throw UsageError("--shard: `" + options.shard + "` is not I/N with 1 <= I <= N");
    return *shard;
  }
  const char* total = std::getenv("GTEST_TOTAL_SHARDS");
  const char* index = std::getenv("GTEST_SHARD_INDEX");
  if (total == nullptr || index == nullptr) return {};
  const auto shard = Shard::parse(std::to_string(std::atoi(index) + 1) + "/" + total);
  if (!shard) throw UsageError("GTEST_SHARD_INDEX is not within GTEST_TOTAL_SHARDS");
  return *shard;
}

bool wanted(const CaseDescription& description, const RunOptions& options, Level level) {
  const bool area =
      options.areas.empty() || std::ranges::count(options.areas, description.area) > 0;
  const Requirement* requirement = Catalogue::embedded().find(description.requirement);
  const std::string filter = gtest_value(options, "--gtest_filter").value_or(options.filter);
  return area && requirement != nullptr && requirement->level <= level &&
         matches_filter(description.full_name(), filter);
}

[[noreturn]] void nothing_matches(const RunOptions& options,
                                  const std::vector<CaseDescription>& all_cases) {
  const std::string filter = gtest_value(options, "--gtest_filter").value_or(options.filter);
  std::vector<std::string> names;
  for (const CaseDescription& description : all_cases) names.push_back(description.full_name());
  std::string typed = filter;
  std::erase(typed, '*');
  throw UsageError("no case matches" + (filter.empty() ? "" : " `" + filter + "`") +
                   did_you_mean(typed, names) + " (`plimsoll list` shows them all)");
}

std::vector<CaseDescription> select(const RunOptions& options,
                                    const std::vector<CaseDescription>& all_cases) {
  const Level level = level_of(options.level);
  std::vector<std::string> names;
  for (const CaseDescription& description : all_cases) {
    if (wanted(description, options, level)) names.push_back(description.full_name());
  }
  if (names.empty()) nothing_matches(options, all_cases);
  const auto part = part_of(names, shard_of(options));
  std::vector<CaseDescription> selected;
  for (const CaseDescription& description : all_cases) {
    if (std::ranges::count(part, description.full_name()) > 0) selected.push_back(description);
  }
  return selected;
}

}  // namespace

RunPlan plan_of(const RunOptions& options, const std::vector<CaseDescription>& all_cases) {
  RunPlan plan;
  plan.targets = options.targets;
  if (plan.targets.empty()) plan.targets.emplace_back("reference");
  for (const std::string& target : plan.targets) check_target(target);
  plan.edition = edition_of(options.edition);
  for (const std::string& area : options.areas) {
    expect_known({.option = "area", .typed = area, .known = Catalogue::embedded().areas()});
  }
  check_capabilities(options.required_capabilities);
  plan.required_capabilities = options.required_capabilities;
  if (options.jobs < 0) throw UsageError("--jobs: a number from 1 on");
  if (options.timeout < 1) throw UsageError("--timeout: a number of seconds from 1 on");
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  plan.jobs = static_cast<std::size_t>(options.jobs == 0 ? std::max(1, cores) : options.jobs);
  plan.case_timeout = std::chrono::seconds(options.timeout);
  plan.report = options.report;
  plan.keep_sandbox = options.keep_sandbox;
  for (const std::string& argument : options.gtest_arguments) {
    const bool ours = argument.starts_with("--gtest_filter") ||
                      argument.starts_with("--gtest_output") ||
                      argument.starts_with("--gtest_list_tests");
    if (!ours) plan.gtest_arguments.push_back(argument);
  }
  if (const auto output = gtest_value(options, "--gtest_output")) {
    if (!output->starts_with("xml:") || output->size() == 4) {
      throw UsageError("--gtest_output: only xml:FILE; report.json is in the report anyway");
    }
    plan.junit_copy = output->substr(4);
  }
  plan.cases = select(options, all_cases);
  for (const CaseDescription& description : all_cases) {
    const auto same = [&](const CaseDescription& one) {
      return one.full_name() == description.full_name();
    };
    if (std::ranges::none_of(plan.cases, same)) plan.filtered_out.push_back(description);
  }
  return plan;
}

}  // namespace plimsoll::conformance
