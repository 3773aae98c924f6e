#pragma once

#include <string>
#include <vector>

#include "conformance/report/run_result.h"
#include "conformance/runner/run_plan.h"

namespace plimsoll::conformance {

// What can be said of a run before anything of it ran; `words` are its command line.
[[nodiscard]] RunResult new_run(const RunPlan& plan, const std::vector<std::string>& words);

}  // namespace plimsoll::conformance
