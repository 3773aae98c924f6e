#pragma once

#include <string>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// junit.xml as CI systems read it: a suite for each target; what is broken is an <error>, what is
// skip or not-applicable is <skipped>. The suite's own word stands in the property `verdict`. A run
// that was cut short has an <error> of its own, so that the part that ran cannot pass for the
// whole.
[[nodiscard]] std::string junit_report(const RunResult& run);

}  // namespace plimsoll::conformance
