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
[[nodiscard]] ExitCode merge_command(const MergeOptions& options,
                                     const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode diff_command(const DiffOptions& options,
                                    const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode verify_command(const VerifyOptions& options,
                                      const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode requirements_command(const RequirementsOptions& options,
                                            const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode check_command(const CheckOptions& options);
[[nodiscard]] ExitCode doctor_command();
[[nodiscard]] ExitCode differ_command(const DifferOptions& options);
[[nodiscard]] ExitCode matrix_command(const MatrixOptions& options,
                                      const std::vector<CaseDescription>& all_cases);
// Becomes the program plimsoll-sysroot.
[[nodiscard]] ExitCode sysroot_command(const SysrootOptions& options);
[[nodiscard]] ExitCode names_command(const NamesOptions& options);
[[nodiscard]] ExitCode self_test_command(const SelfTestOptions& options,
                                         const std::vector<CaseDescription>& all_cases);
[[nodiscard]] ExitCode worker_command(const WorkerOptions& options);

// What list, explain and requirements print.
[[nodiscard]] std::string requirements_text(const RequirementsOptions& options,
                                            const std::vector<CaseDescription>& all_cases);
[[nodiscard]] std::string list_text(const ListOptions& options,
                                    const std::vector<CaseDescription>& all_cases);
[[nodiscard]] std::string explanation(const ExplainOptions& options,
                                      const std::vector<CaseDescription>& all_cases);

}  // namespace plimsoll::conformance
