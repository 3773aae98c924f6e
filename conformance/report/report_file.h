#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// Reads a report.json, or the one in a report's folder, back into what it was made of. The cases of
// the suite are needed for those of which a report has only the name. Throws Error if it is no
// report, one of another version, or names a case that this suite does not have.
[[nodiscard]] RunResult read_report(const std::filesystem::path& report,
                                    const std::vector<CaseDescription>& all_cases);
[[nodiscard]] RunResult parse_report(std::string_view json,
                                     const std::vector<CaseDescription>& all_cases);

// What in a report's folder contradicts the rest of it, one sentence each: files that are not as
// summed, and whatever does not follow from the cases' verdicts (counts, conformity, exit code, the
// other forms of the report).
[[nodiscard]] std::vector<std::string> contradictions_in(
    const std::filesystem::path& report, const std::vector<CaseDescription>& all_cases);

}  // namespace plimsoll::conformance
