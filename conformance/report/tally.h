#pragma once

#include <map>
#include <string>
#include <vector>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

[[nodiscard]] VerdictCounts counts_of(const TargetResult& target);

// Failures that an expectation explains.
[[nodiscard]] std::size_t failed_as_expected(const TargetResult& target);

// Names of violations (a silent downgrade of isolation), each with how many cases show it.
[[nodiscard]] std::map<std::string, std::size_t> violations_by_name(const TargetResult& target);

// One reason for which cases were not judged, with all of them.
struct ReasonTally {
  Verdict verdict;  // skip or not-applicable
  std::string reason;
  std::vector<std::string> cases;
};

// No skip is silent: every reason, the one of most cases first, skips before not-applicable.
[[nodiscard]] std::vector<ReasonTally> tally_by_reason(const TargetResult& target);

// What its reader has to act on: the failed first, then the broken. Those that failed as expected
// are left out; they are told by reason (explanations_of). Cases that got no turn are left
// out; what kept the target from working is told once for all of them.
[[nodiscard]] std::vector<CaseResult> problems_of(const TargetResult& target);

// Known deviations, one for each entry that explained a failure, the one of most cases first.
struct ExplainedFailures {
  Explanation explanation;
  std::vector<std::string> cases;
};
[[nodiscard]] std::vector<ExplainedFailures> explanations_of(const TargetResult& target);

}  // namespace plimsoll::conformance
