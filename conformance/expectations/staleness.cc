#include "conformance/expectations/staleness.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/expectations/patterns_in_use.h"

namespace plimsoll::conformance {
namespace {

// Held to another edition the engine breaks nothing there; the entry is about the same engine.
bool holds_in_another_edition(const Expectation& entry, TargetResult target) {
  if (entry.when.editions.empty()) return false;
  target.edition = entry.when.editions.front();
  return entry.when.holds_for(target);
}

// A target that never told who it is may be the one.
bool holds_for_some_target(const Expectation& entry, const RunResult& run) {
  return std::ranges::any_of(run.targets, [&](const TargetResult& target) {
    return target.engine.empty() || entry.when.holds_for(target) ||
           holds_in_another_edition(entry, target);
  });
}

bool failed_as_expected(const TargetResult& target, const CaseDescription& description) {
  return std::ranges::any_of(target.cases, [&](const CaseResult& one) {
    return one.explanation && one.description.full_name() == description.full_name();
  });
}

// Every case the entry is about, on every target it is about.
bool went_as_expected(const Expectation& entry, const RunResult& run,
                      const std::vector<CaseDescription>& all_cases) {
  bool ran = false;
  for (const TargetResult& target : run.targets) {
    if (!entry.when.holds_for(target)) continue;
    for (const CaseDescription& description : all_cases) {
      if (!entry.is_about(description)) continue;
      if (!failed_as_expected(target, description)) return false;
      ran = true;
    }
  }
  return ran;
}

// In a failure that this entry explains.
bool seen(const ExpectedFinding& expected, const std::string& place, const RunResult& run) {
  return std::ranges::any_of(run.targets, [&](const TargetResult& target) {
    return std::ranges::any_of(target.cases, [&](const CaseResult& one) {
      return one.explanation && one.explanation->entry == place &&
             std::ranges::any_of(one.outcome.findings, [&](const Finding& finding) {
               return expected.explains(finding);
             });
    });
  });
}

}  // namespace

std::string place_of(const Expectations& expectations, int line) {
  return fmt::format("{}:{}", expectations.file, line);
}

Staleness staleness_of(const Expectations& expectations, const Expectation& entry,
                       const RunResult& explained, const std::vector<CaseDescription>& all_cases) {
  Staleness stale{.condition = !holds_for_some_target(entry, explained),
                  .patterns = patterns_without_use(entry, all_cases),
                  .findings = {}};
  if (!went_as_expected(entry, explained, all_cases)) return stale;
  const std::string place = place_of(expectations, entry.line);
  for (const ExpectedFinding& expected : entry.findings) {
    if (!seen(expected, place, explained)) stale.findings.push_back(expected);
  }
  return stale;
}

}  // namespace plimsoll::conformance
