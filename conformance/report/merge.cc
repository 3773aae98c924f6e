#include "conformance/report/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

Error refused(const std::string& subject, const std::string& cause) {
  return Error({.operation = "merge", .subject = subject, .cause = cause, .remedy = {}});
}

// Reports come from elsewhere: a number that no suite has cases for is not counted up to.
int total_of(const RunResult& run) {
  constexpr int most = 10'000;
  int index = 0;
  int total = 0;
  const bool two_numbers = std::sscanf(run.shard.c_str(), "%d/%d", &index, &total) == 2;
  if (two_numbers && index >= 1 && index <= total && total <= most) return total;
  throw refused("shard " + run.shard, "it is no I/N");
}

template <typename Value>
void expect_same(const char* what, const Value& one, const Value& other) {
  if (one == other) return;
  throw refused("reports", fmt::format("they differ in their {}", what));
}

void expect_one_run(const RunResult& first, const RunResult& other) {
  expect_same("suite's version", first.suite_version, other.suite_version);
  expect_same("catalogue", first.catalogue_digest, other.catalogue_digest);
  expect_same("number of shards", total_of(first), total_of(other));
  expect_same("gate", first.gate, other.gate);
  expect_same("number of targets", first.targets.size(), other.targets.size());
  expect_same("expectations", first.expectations.has_value(), other.expectations.has_value());
  for (std::size_t i = 0; i < first.targets.size(); ++i) {
    const TargetResult& one = first.targets[i];
    const TargetResult& same = other.targets[i];
    expect_same("targets", one.target, same.target);
    if (one.version.empty() || same.version.empty()) continue;  // it never answered
    expect_same("target's version", one.version, same.version);
    expect_same("edition", one.edition, same.edition);
  }
}

std::vector<std::string> lost_of(const std::vector<RunResult>& shards) {
  std::set<std::string> there;
  for (const RunResult& run : shards) {
    if (there.insert(run.shard).second) continue;
    throw refused("shard " + run.shard, "it is there twice, and which of the two counts?");
  }
  std::vector<std::string> lost;
  const int total = total_of(shards.front());
  for (int index = 1; index <= total; ++index) {
    const std::string shard = fmt::format("{}/{}", index, total);
    if (!there.contains(shard)) lost.push_back(shard);
  }
  return lost;
}

using Names = std::set<std::string>;

Names names_of(const std::vector<CaseDescription>& cases) {
  Names names;
  for (const CaseDescription& description : cases) names.insert(description.full_name());
  return names;
}

void add_cases(TargetResult& whole, const TargetResult& part, Names& judged) {
  for (const CaseResult& one : part.cases) {
    const std::string name = one.description.full_name();
    if (!judged.insert(name).second) throw refused("case " + name, "two reports judge it");
    whole.cases.push_back(one);
  }
}

// The same target's parts. What others left to a shard that is not there was not reached.
TargetResult merged_target(const std::vector<RunResult>& shards, std::size_t at) {
  TargetResult whole = shards.front().targets[at];
  whole.cases.clear();
  whole.not_reached.clear();
  whole.flaky.clear();
  whole.duration = {};
  Names judged;
  std::map<std::string, CaseDescription> selected;
  for (const RunResult& run : shards) {
    const TargetResult& part = run.targets[at];
    expect_same("selection", names_of(whole.filtered_out), names_of(part.filtered_out));
    add_cases(whole, part, judged);
    for (const auto* list : {&part.not_reached, &part.other_shards}) {
      for (const CaseDescription& one : *list) selected.emplace(one.full_name(), one);
    }
    whole.flaky.insert(whole.flaky.end(), part.flaky.begin(), part.flaky.end());
    whole.duration += part.duration;
    if (whole.cannot_work.empty()) whole.cannot_work = part.cannot_work;
    if (whole.version.empty()) {
      whole.version = part.version;
      whole.engine = part.engine;
      whole.api_version = part.api_version;
      whole.edition = part.edition;
    }
  }
  for (const auto& [name, description] : selected) {
    if (!judged.contains(name)) whole.not_reached.push_back(description);
  }
  std::ranges::sort(whole.cases, {},
                    [](const CaseResult& one) { return one.description.full_name(); });
  whole.other_shards.clear();
  return whole;
}

bool same(const Surprise& one, const Surprise& other) {
  return one.kind == other.kind && one.entry == other.entry && one.case_name == other.case_name &&
         one.target == other.target && one.story == other.story;
}

// Each shard tells of a stale entry; once is enough.
void add_surprises(ExpectationsUsed& whole, const ExpectationsUsed& part) {
  for (const Surprise& surprise : part.surprises) {
    const bool told = std::ranges::any_of(
        whole.surprises, [&](const Surprise& known) { return same(known, surprise); });
    if (!told) whole.surprises.push_back(surprise);
  }
}

}  // namespace

MergedRun merged(const std::vector<RunResult>& shards) {
  if (shards.empty()) throw refused("reports", "there are none");
  for (const RunResult& run : shards) expect_one_run(shards.front(), run);
  MergedRun whole{.run = shards.front(), .lost = lost_of(shards)};
  RunResult& run = whole.run;
  run.shard = "1/1";
  run.targets.clear();
  for (std::size_t i = 0; i < shards.front().targets.size(); ++i) {
    run.targets.push_back(merged_target(shards, i));
  }
  for (const RunResult& part : shards) {
    run.started = std::min(run.started, part.started);
    run.ended = std::max(run.ended, part.ended);
    run.interrupted = run.interrupted || part.interrupted || !whole.lost.empty();
    if (run.seed != part.seed) run.seed = 0;
    if (run.host.find(part.host) == std::string::npos) run.host += "; " + part.host;
    if (run.expectations) add_surprises(*run.expectations, *part.expectations);
  }
  return whole;
}

}  // namespace plimsoll::conformance
