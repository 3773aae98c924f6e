#include "conformance/expectations/compare.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/expectations/staleness.h"
#include "conformance/report/conclusion.h"

namespace plimsoll::conformance {
namespace {

// One line for a report: the first finding that is not as expected, and what was expected.
std::string how_it_changed(const Outcome& failure, const Expectation& entry) {
  const auto unexplained = std::ranges::find_if(failure.findings, [&](const Finding& finding) {
    return std::ranges::none_of(entry.findings, [&](const ExpectedFinding& expected) {
      return expected.explains(finding);
    });
  });
  std::vector<std::string> expected;
  for (const ExpectedFinding& one : entry.findings) {
    expected.push_back(fmt::format("{}: {}", one.subject, one.seen));
  }
  return fmt::format("expected to fail with `{}`; seen: `{}: {}`", fmt::join(expected, "`, or `"),
                     unexplained->subject, unexplained->seen);
}

class Comparison {
 public:
  Comparison(RunResult& run, const Expectations& expectations,
             const std::vector<CaseDescription>& all_cases)
      : run_(run), expectations_(expectations), all_cases_(all_cases) {}

  std::vector<Surprise> surprises() {
    for (TargetResult& target : run_.targets) {
      for (CaseResult& one : target.cases) judge(target, one);
    }
    for (const Expectation& entry : expectations_.entries) look_whether_stale(entry);
    return std::move(surprises_);
  }

 private:
  void judge(const TargetResult& target, CaseResult& one) {
    const Verdict verdict = one.outcome.verdict;
    if (verdict != Verdict::pass && verdict != Verdict::fail) return;
    const Expectation* first = nullptr;
    for (const Expectation& entry : expectations_.entries) {
      if (!entry.is_about(one.description) || !entry.when.holds_for(target)) continue;
      if (first == nullptr) first = &entry;
      if (verdict == Verdict::fail && entry.explains(one.outcome)) {
        explain(one, entry);
        return;
      }
    }
    if (first == nullptr) return;
    const bool passed = verdict == Verdict::pass;
    surprises_.push_back(
        {.kind = passed ? SurpriseKind::unexpected_pass : SurpriseKind::changed_message,
         .target = target.target,
         .case_name = one.description.full_name(),
         .entry = place_of(expectations_, first->line),
         .story = passed ? "expected to fail, and passed: " + first->reason
                         : how_it_changed(one.outcome, *first)});
  }

  void explain(CaseResult& one, const Expectation& entry) {
    one.explanation = Explanation{.entry = place_of(expectations_, entry.line),
                                  .reason = entry.reason,
                                  .source = entry.source,
                                  .link = entry.link};
  }

  void stale(const Expectation& entry, int line, const std::string& story) {
    surprises_.push_back({.kind = SurpriseKind::stale_entry,
                          .target = {},
                          .case_name = {},
                          .entry = place_of(expectations_, line),
                          .story = story + " (" + entry.reason + ")"});
  }

  void look_whether_stale(const Expectation& entry) {
    const Staleness found = staleness_of(expectations_, entry, run_, all_cases_);
    for (const std::string& pattern : found.patterns) {
      stale(entry, entry.line, "`" + pattern + "` matches no case of the suite");
    }
    if (found.condition) {
      stale(entry, entry.line,
            fmt::format("its condition ({} {}) holds for no target of this run", entry.when.engine,
                        entry.when.version));
    }
    for (const ExpectedFinding& expected : found.findings) {
      stale(entry, expected.line,
            fmt::format("`{}: {}` was not seen in any case", expected.subject, expected.seen));
    }
  }

  RunResult& run_;
  const Expectations& expectations_;
  const std::vector<CaseDescription>& all_cases_;
  std::vector<Surprise> surprises_;
};

}  // namespace

std::vector<Surprise> explain_failures(RunResult& run, const Expectations& expectations,
                                       const std::vector<CaseDescription>& all_cases) {
  return Comparison(run, expectations, all_cases).surprises();
}

}  // namespace plimsoll::conformance
