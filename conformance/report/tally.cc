#include "conformance/report/tally.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace plimsoll::conformance {
namespace {

bool got_no_turn(const TargetResult& target, const CaseResult& one) {
  return !target.cannot_work.empty() && one.outcome.verdict == Verdict::broken &&
         one.outcome.reason == target.cannot_work;
}

}  // namespace

VerdictCounts counts_of(const TargetResult& target) {
  VerdictCounts counts;
  for (const Verdict verdict : all_verdicts) counts[verdict] = 0;
  for (const CaseResult& one : target.cases) ++counts[one.outcome.verdict];
  return counts;
}

std::vector<ReasonTally> tally_by_reason(const TargetResult& target) {
  std::map<std::pair<Verdict, std::string>, std::vector<std::string>> cases;
  for (const CaseResult& one : target.cases) {
    const Verdict verdict = one.outcome.verdict;
    if (verdict != Verdict::skip && verdict != Verdict::not_applicable) continue;
    cases[{verdict, one.outcome.reason}].push_back(one.description.full_name());
  }
  std::vector<ReasonTally> tallies;
  for (auto& [key, names] : cases) {
    tallies.push_back({.verdict = key.first, .reason = key.second, .cases = std::move(names)});
  }
  std::ranges::stable_sort(tallies, [](const ReasonTally& one, const ReasonTally& other) {
    return std::tuple(one.verdict, other.cases.size()) <
           std::tuple(other.verdict, one.cases.size());
  });
  return tallies;
}

std::size_t failed_as_expected(const TargetResult& target) {
  return static_cast<std::size_t>(std::ranges::count_if(
      target.cases, [](const CaseResult& one) { return one.explanation.has_value(); }));
}

std::map<std::string, std::size_t> violations_by_name(const TargetResult& target) {
  std::map<std::string, std::size_t> counts;
  for (const CaseResult& one : target.cases) {
    const std::string& violation = one.outcome.violation;
    if (!violation.empty()) ++counts[violation.substr(0, violation.find(':'))];
  }
  return counts;
}

std::vector<ExplainedFailures> explanations_of(const TargetResult& target) {
  std::map<std::string, ExplainedFailures> by_entry;
  for (const CaseResult& one : target.cases) {
    if (!one.explanation) continue;
    ExplainedFailures& explained = by_entry[one.explanation->entry];
    explained.explanation = *one.explanation;
    explained.cases.push_back(one.description.full_name());
  }
  std::vector<ExplainedFailures> all;
  for (auto& [entry, explained] : by_entry) all.push_back(std::move(explained));
  std::ranges::stable_sort(all, std::greater{},
                           [](const ExplainedFailures& one) { return one.cases.size(); });
  return all;
}

std::vector<CaseResult> problems_of(const TargetResult& target) {
  std::vector<CaseResult> problems;
  for (const Verdict verdict : {Verdict::fail, Verdict::broken}) {
    for (const CaseResult& one : target.cases) {
      if (one.outcome.verdict != verdict || one.explanation || got_no_turn(target, one)) continue;
      problems.push_back(one);
    }
  }
  return problems;
}

}  // namespace plimsoll::conformance
