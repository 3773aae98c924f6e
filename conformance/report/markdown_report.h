#pragma once

#include <string>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// summary.md: for a person, in a job's summary or an issue. Opens with what was tested, whether it
// conforms, what is broken, and how to see the first failure.
[[nodiscard]] std::string markdown_report(const RunResult& run);

}  // namespace plimsoll::conformance
