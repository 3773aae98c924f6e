#pragma once

#include <string>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// Raised whenever a reader of report.json would have to know; report.schema.json says the same.
inline constexpr int report_schema_version = 2;

// report.json: everything a run was, for programs. Its form is report.schema.json.
[[nodiscard]] std::string json_report(const RunResult& run);

}  // namespace plimsoll::conformance
