#include "conformance/runner/repeats.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace plimsoll::conformance {
namespace {

bool all_alike(const std::vector<Outcome>& outcomes) {
  return std::ranges::all_of(
      outcomes, [&](const Outcome& one) { return one.verdict == outcomes.front().verdict; });
}

// The first of the worst: what it saw and where its evidence is are what has to be looked at.
Outcome worst_of(const std::vector<Outcome>& outcomes) {
  Outcome worst = outcomes.front();
  for (const Outcome& one : outcomes) {
    if (worse(worst.verdict, one.verdict) != worst.verdict) worst = one;
  }
  return worst;
}

// "pass in runs 1, 2, 4; fail in run 3"
std::string each_verdict(const std::vector<Outcome>& outcomes) {
  std::string text;
  for (const Verdict verdict : all_verdicts) {
    std::vector<std::string> runs;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].verdict == verdict) runs.push_back(std::to_string(i + 1));
    }
    if (runs.empty()) continue;
    if (!text.empty()) text += "; ";
    text += fmt::format("{} in {} ", to_string(verdict), runs.size() == 1 ? "run" : "runs");
    for (const std::string& run : runs) text += run + (run == runs.back() ? "" : ", ");
  }
  return text;
}

}  // namespace

std::optional<Outcome> Repeats::add(Outcome outcome) {
  auto& outcomes = outcomes_[outcome.case_name];
  outcomes.push_back(std::move(outcome));
  if (std::ssize(outcomes) < runs_) return std::nullopt;
  return whole(outcomes);
}

std::optional<Outcome> Repeats::so_far(const std::string& case_name) const {
  const auto found = outcomes_.find(case_name);
  if (found == outcomes_.end()) return std::nullopt;
  return whole(found->second);
}

Outcome Repeats::whole(const std::vector<Outcome>& outcomes) const {
  Outcome outcome = worst_of(outcomes);
  if (all_alike(outcomes)) return outcome;
  if (outcome.verdict != Verdict::broken) outcome.verdict = Verdict::fail;
  outcome.findings.insert(outcome.findings.begin(),
                          {.subject = fmt::format("the verdict of {} runs", outcomes.size()),
                           .expected = "is the same each time (--repeat)",
                           .seen = "flaky: " + each_verdict(outcomes),
                           .where = {}});
  return outcome;
}

std::vector<std::string> Repeats::flaky() const {
  std::vector<std::string> names;
  for (const auto& [name, outcomes] : outcomes_) {
    if (!all_alike(outcomes)) names.push_back(name);
  }
  return names;
}

}  // namespace plimsoll::conformance
