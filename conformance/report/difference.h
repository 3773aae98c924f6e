#pragma once

#include <string>
#include <vector>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// What differs between two runs, one sentence each: conformity, verdicts, what was seen of a
// failure, cases of one run only. Durations, dates and places of evidence do not count. Targets are
// compared by name; of two reports with one target each, those two, whatever they are called.
[[nodiscard]] std::vector<std::string> differences(const RunResult& before, const RunResult& after);

}  // namespace plimsoll::conformance
