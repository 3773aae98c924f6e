#pragma once

#include <string>
#include <vector>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// A suite of four cases, and dockerd 20.10.24 on which two of them fail.
//
//   Refusal.Root (REF-001) pass          Passthrough.Kata (PASS-001) fail
//   Refusal.Dot  (REF-001) pass          Passthrough.Long (PASS-004) fail
[[nodiscard]] std::vector<CaseDescription> four_cases();
[[nodiscard]] RunResult run_on_dockerd();

// An expectations file with these entries, each as JSON without its condition.
[[nodiscard]] std::string file_with(const std::vector<std::string>& entries,
                                    const std::string& version = ">=20.10 <22.06");

// What explains both failures.
inline constexpr const char* explaining_entry =
    R"("cases": "Passthrough.*", "findings": [{"subject": "answer to create", "seen": "400 *Unknown runtime specified*"}])";

}  // namespace plimsoll::conformance
