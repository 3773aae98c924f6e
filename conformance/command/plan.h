#pragma once

#include "conformance/command/command_line.h"
#include "conformance/runner/run_plan.h"

namespace plimsoll::conformance {

// Checks what was typed and makes a plan of it. Throws UsageError; a filter that matches nothing is
// one. Does not touch the disk.
[[nodiscard]] RunPlan plan_of(const RunOptions& options,
                              const std::vector<CaseDescription>& all_cases);

}  // namespace plimsoll::conformance
