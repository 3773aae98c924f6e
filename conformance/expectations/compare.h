#pragma once

#include <vector>

#include "conformance/expectations/expectation.h"

namespace plimsoll::conformance {

// Holds a run against what was expected of it: every failure that an entry explains gets its
// explanation, and whatever is not as expected is returned.
//
// An entry is judged by what ran: one whose cases were all skipped, filtered out or left to other
// shards is neither confirmed nor stale. One that names no case of the suite, or no target of the
// run, is stale.
[[nodiscard]] std::vector<Surprise> explain_failures(RunResult& run,
                                                     const Expectations& expectations,
                                                     const std::vector<CaseDescription>& all_cases);

}  // namespace plimsoll::conformance
