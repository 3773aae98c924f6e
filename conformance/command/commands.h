#pragma once

#include <string>
#include <vector>

#include "conformance/catalogue/case_description.h"
#include "conformance/command/command_line.h"
#include "conformance/verdict/exit_code.h"

namespace plimsoll::conformance {

[[nodiscard]] ExitCode run_command(const RunOptions& options,
                                   const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode list_command(const ListOptions& options,
                                    const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode explain_command(const ExplainOptions& options,
                                       const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode doctor_command();
[[nodiscard]] ExitCode worker_command(const WorkerOptions& options);

// What list and explain print.
[[nodiscard]] std::string list_text(const ListOptions& options,
                                    const std::vector<CaseDescription>& all_cases);
[[nodiscard]] std::string explanation(const ExplainOptions& options,
                                      const std::vector<CaseDescription>& all_cases);

}  // namespace plimsoll::conformance
