#pragma once

#include <string>
#include <vector>

#include "conformance/expectations/expectation.h"

namespace plimsoll::conformance {

// What of one entry is about nothing.
struct Staleness {
  bool condition = false;                 // it holds for no target of the run
  std::vector<std::string> patterns;      // they match no case (patterns_in_use.h)
  std::vector<ExpectedFinding> findings;  // not seen in any of its cases
};

// Where an entry stands: "FILE:LINE".
[[nodiscard]] std::string place_of(const Expectations& expectations, int line);

// Judged by a run whose failures were explained already. Of an entry whose cases were skipped,
// filtered out or left to another shard no finding is stale; nor is one where a case passed or
// changed, since that is told, and why the finding is not seen.
[[nodiscard]] Staleness staleness_of(const Expectations& expectations, const Expectation& entry,
                                     const RunResult& explained,
                                     const std::vector<CaseDescription>& all_cases);

}  // namespace plimsoll::conformance
