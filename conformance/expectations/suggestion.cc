#include "conformance/expectations/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "conformance/expectations/compare.h"
#include "conformance/expectations/patterns_in_use.h"
#include "conformance/expectations/staleness.h"
#include "conformance/expectations/text_pattern.h"
#include "conformance/report/conclusion.h"

namespace plimsoll::conformance {
namespace {

// ">=20.10 <20.11" for 20.10.24: what a release does, its whole series does.
std::string series_of(const std::string& version) {
  int major = 0;
  int minor = 0;
  if (std::sscanf(version.c_str(), "%d.%d", &major, &minor) < 2) return {};
  return fmt::format(">={}.{} <{}.{}", major, minor, major, minor + 1);
}

// The old file's own way to say which targets it is about, if it says so for this one.
Condition condition_for(const TargetResult& target, const Expectations& old) {
  for (const Expectation& entry : old.entries) {
    if (entry.when.editions.empty() && entry.when.holds_for(target)) return entry.when;
  }
  Condition when{.engine = target.engine, .version = series_of(target.version)};
  when.parsed = VersionCondition::parse(when.version);
  return when;
}

// In which order, and with which arguments still to be read, programs are seen to be executed is
// chance; whether any was is not.
std::string seen_again(const Finding& finding) {
  const bool executions = finding.subject.starts_with("programs executed");
  if (executions && finding.seen.starts_with("{ ")) return "{ *";
  return pattern_of(finding.seen);
}

Expectation entry_for(const CaseResult& failed, const Condition& when) {
  Expectation entry{.cases = failed.description.full_name(),
                    .requirement = failed.description.requirement,
                    .when = when};
  for (const Finding& finding : failed.outcome.findings) {
    ExpectedFinding expected{.subject = finding.subject, .seen = seen_again(finding)};
    const auto same = [&](const ExpectedFinding& one) {
      return one.subject == expected.subject && one.seen == expected.seen;
    };
    if (std::ranges::none_of(entry.findings, same)) entry.findings.push_back(std::move(expected));
  }
  return entry;
}

// The cases of an entry that did not do as it says.
std::vector<std::string> cases_that_surprised(const Expectations& old, const Expectation& entry,
                                              const std::vector<Surprise>& surprises) {
  std::vector<std::string> cases;
  const std::string place = place_of(old, entry.line);
  for (const Surprise& surprise : surprises) {
    if (surprise.entry == place && !surprise.case_name.empty()) {
      cases.push_back(surprise.case_name);
    }
  }
  return cases;
}

// The entry without the cases that did not do as it says; nothing, if none is left.
std::optional<Expectation> narrowed(const Expectation& entry,
                                    const std::vector<std::string>& surprising,
                                    const Staleness& stale,
                                    const std::vector<CaseDescription>& all_cases) {
  if (stale.condition) return std::nullopt;
  Expectation kept = entry;
  if (surprising.empty() && stale.patterns.empty()) return kept;
  kept.cases = pattern_without(entry, surprising, all_cases);
  if (kept.cases.empty()) return std::nullopt;
  return kept;
}

void drop_stale_findings(Expectations& kept, const RunResult& explained,
                         const std::vector<CaseDescription>& all_cases) {
  for (Expectation& entry : kept.entries) {
    const Staleness stale = staleness_of(kept, entry, explained, all_cases);
    std::erase_if(entry.findings, [&](const ExpectedFinding& finding) {
      return std::ranges::any_of(stale.findings, [&](const ExpectedFinding& one) {
        return one.subject == finding.subject && one.seen == finding.seen;
      });
    });
  }
  std::erase_if(kept.entries, [](const Expectation& entry) { return entry.findings.empty(); });
}

void add_new(Expectations& suggested, const TargetResult& target, const Condition& when) {
  for (const CaseResult& one : target.cases) {
    if (one.outcome.verdict != Verdict::fail || one.explanation) continue;
    suggested.entries.push_back(entry_for(one, when));
  }
}

}  // namespace

Expectations suggested_expectations(const RunResult& finished, const Expectations& old,
                                    const std::vector<CaseDescription>& all_cases) {
  RunResult run = finished;
  const auto surprises = explain_failures(run, old, all_cases);
  Expectations suggested{.file = old.file, .about = old.about};
  for (const Expectation& entry : old.entries) {
    const auto surprising = cases_that_surprised(old, entry, surprises);
    const Staleness stale = staleness_of(old, entry, run, all_cases);
    if (auto kept = narrowed(entry, surprising, stale, all_cases)) {
      suggested.entries.push_back(std::move(*kept));
    }
  }
  // What those cases showed is not seen any more by what is left.
  run = finished;
  static_cast<void>(explain_failures(run, suggested, all_cases));
  drop_stale_findings(suggested, run, all_cases);
  for (const TargetResult& target : run.targets) {
    add_new(suggested, target, condition_for(target, old));
    if (suggested.about.empty()) {
      suggested.about = "Known deviations of " + name_with_version(target);
    }
  }
  return suggested;
}

std::size_t without_reason(const Expectations& expectations) {
  return static_cast<std::size_t>(std::ranges::count_if(
      expectations.entries, [](const Expectation& entry) { return entry.reason.empty(); }));
}

}  // namespace plimsoll::conformance
