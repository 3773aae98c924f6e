#pragma once

#include "conformance/command/command_line.h"
#include "conformance/runner/run_plan.h"

namespace plimsoll::conformance {

// Checks what was typed and makes a plan of it. Throws UsageError; a filter that matches nothing is
// one. Does not touch the disk.
[[nodiscard]] RunPlan plan_of(const RunOptions& options,
                              const std::vector<CaseDescription>& all_cases);

// What an option says, or a UsageError that names the nearest known word.
[[nodiscard]] Edition edition_of(const std::string& typed);
void check_target(const std::string& target);
void check_timeout_scale(double typed);
[[nodiscard]] std::size_t workers_of(int jobs);  // --jobs; 0: one for each core

}  // namespace plimsoll::conformance
