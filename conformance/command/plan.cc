#include "conformance/command/plan.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/usage_error.h"
#include "conformance/runner/selection.h"
#include "conformance/runner/target.h"
#include "conformance/suggest/nearest.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

constexpr std::array all_needs = {
    Need::witness, Need::containerd, Need::image, Need::configuration, Need::runc,
    Need::crun,    Need::testimony,  Need::runsc, Need::runsc_shim,    Need::kata};

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

constexpr const char* of_the_target = "auto";

std::vector<std::string> names_of_editions() {
  std::vector<std::string> names;
  for (const Edition edition : all_editions) names.emplace_back(to_string(edition));
  return names;
}

void choose_edition(RunPlan& plan, const std::string& typed) {
  plan.edition_of_target = typed == of_the_target;
  if (typed.empty() || plan.edition_of_target) return;
  auto known = names_of_editions();
  known.emplace_back(of_the_target);
  expect_known({.option = "edition", .typed = typed, .known = known});
  plan.edition = *edition_from(typed);
}

Level level_of(const char* option, const std::string& typed) {
  expect_known({.option = option, .typed = typed, .known = {"must", "should", "may"}});
  return *level_from(typed);
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

std::chrono::seconds scaled(std::chrono::seconds time, double scale) {
  return std::chrono::ceil<std::chrono::seconds>(std::chrono::duration<double>(time) * scale);
}

// GoogleTest's own way to say it works as well.
int repeat_of(const RunOptions& options) {
  int repeat = options.repeat;
  if (const auto typed = gtest_value(options, "--gtest_repeat")) repeat = std::atoi(typed->c_str());
  if (repeat < 1) throw UsageError("--repeat: a number from 1 on");
  return repeat;
}

Order order_of(const std::string& typed) {
  if (const auto order = Order::parse(typed)) return *order;
  throw UsageError("--order: `" + typed + "` is none of forward, reverse, random:SEED" +
                   did_you_mean(typed, {"forward", "reverse", "random:1"}));
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

// Each case goes where it belongs: run here, by another shard, or not at all.
void deal_out(RunPlan& plan, const RunOptions& options,
              const std::vector<CaseDescription>& all_cases) {
  const Level level = level_of("level", options.level);
  std::vector<std::string> names;
  for (const CaseDescription& description : all_cases) {
    if (wanted(description, options, level)) names.push_back(description.full_name());
  }
  if (names.empty()) nothing_matches(options, all_cases);
  const Shard shard = shard_of(options);
  plan.shard = std::to_string(shard.index) + "/" + std::to_string(shard.total);
  const auto part = part_of(names, shard);
  if (part.empty()) {
    throw UsageError("--shard: " + plan.shard + " of " + std::to_string(names.size()) +
                     " cases is none; there is work for " + std::to_string(names.size()) +
                     " shards at most");
  }
  for (const CaseDescription& description : all_cases) {
    const std::string name = description.full_name();
    if (std::ranges::count(part, name) > 0) {
      plan.cases.push_back(description);
    } else if (std::ranges::count(names, name) > 0) {
      plan.other_shards.push_back(description);
    } else {
      plan.filtered_out.push_back(description);
    }
  }
}

std::vector<SurpriseKind> tolerated_by(const RunOptions& options) {
  std::vector<std::string> known;
  for (const SurpriseKind kind : all_surprise_kinds) known.emplace_back(to_string(kind));
  std::vector<SurpriseKind> tolerated;
  for (const std::string& typed : options.tolerated) {
    expect_known({.option = "tolerate", .typed = typed, .known = known});
    tolerated.push_back(*surprise_kind_from(typed));
  }
  if (!tolerated.empty() && options.expectations.empty()) {
    throw UsageError("--tolerate: without --expectations FILE nothing is expected");
  }
  return tolerated;
}

}  // namespace

Edition edition_of(const std::string& typed) {
  if (typed.empty()) return newest_edition;
  expect_known({.option = "edition", .typed = typed, .known = names_of_editions()});
  return *edition_from(typed);
}

void check_target(const std::string& target) {
  try {
    (void)Target::parse(target);  // the defects are self-test's affair
  } catch (const Error& error) {
    const std::string kind = target.substr(0, target.find_first_of("=@+"));
    expect_known({.option = "target",
                  .typed = kind,
                  .known = {"reference", "dockerd", "podman", "unix://PATH"}});
    throw UsageError("--target: `" + target + "`: " + error.story().cause);
  }
}

// As it is said in a target's name: "@sid" is a release, all else a path.
std::string with_containerd(const std::string& typed) {
  return "+containerd" + (typed.starts_with('@') ? typed : "=" + typed);
}

void check_timeout_scale(double typed) {
  constexpr double most = 1000;  // a day for a case: who needs more has another problem
  if (typed > 0 && typed <= most) return;
  throw UsageError("--timeout-scale: a number above 0, up to 1000");
}

std::size_t workers_of(int jobs) {
  if (jobs < 0) throw UsageError("--jobs: a number from 1 on");
  return jobs == 0 ? std::max(1U, std::thread::hardware_concurrency())
                   : static_cast<std::size_t>(jobs);
}

RunPlan plan_of(const RunOptions& options, const std::vector<CaseDescription>& all_cases) {
  RunPlan plan;
  plan.targets = options.targets;
  if (plan.targets.empty()) plan.targets.emplace_back("reference");
  for (std::string& target : plan.targets) {
    if (!options.containerd.empty()) target += with_containerd(options.containerd);
    check_target(target);
  }
  choose_edition(plan, options.edition);
  plan.tolerated = tolerated_by(options);
  plan.gate = level_of("gate", options.gate);
  for (const std::string& area : options.areas) {
    expect_known({.option = "area", .typed = area, .known = Catalogue::embedded().areas()});
  }
  check_capabilities(options.required_capabilities);
  plan.required_capabilities = options.required_capabilities;
  if (options.timeout < 1) throw UsageError("--timeout: a number of seconds from 1 on");
  plan.jobs = workers_of(options.jobs);
  check_timeout_scale(options.timeout_scale);
  // More workers than cores is asked for on purpose; each then takes as much longer.
  const double share =
      std::max(1.0, static_cast<double>(plan.jobs) / static_cast<double>(workers_of(0)));
  plan.timeout_scale = options.timeout_scale * share;
  plan.case_timeout = scaled(std::chrono::seconds(options.timeout), plan.timeout_scale);
  plan.setup_timeout = scaled(plan.setup_timeout, plan.timeout_scale);
  plan.repeat = repeat_of(options);
  plan.order = order_of(options.order);
  plan.report = options.report;
  plan.keep_sandbox = options.keep_sandbox;
  for (const std::string& argument : options.gtest_arguments) {
    const bool ours =
        argument.starts_with("--gtest_filter") || argument.starts_with("--gtest_output") ||
        argument.starts_with("--gtest_repeat") || argument.starts_with("--gtest_list_tests");
    if (!ours) plan.gtest_arguments.push_back(argument);
  }
  if (const auto output = gtest_value(options, "--gtest_output")) {
    if (!output->starts_with("xml:") || output->size() == 4) {
      throw UsageError("--gtest_output: only xml:FILE; report.json is in the report anyway");
    }
    plan.junit_copy = output->substr(4);
  }
  deal_out(plan, options, all_cases);
  return plan;
}

}  // namespace plimsoll::conformance
