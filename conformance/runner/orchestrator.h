#pragma once

#include <functional>
#include <string>

#include "conformance/report/run_result.h"
#include "conformance/report/terminal_reporter.h"
#include "conformance/runner/interruption.h"
#include "conformance/runner/run_plan.h"

namespace plimsoll::conformance {

// Runs the cases of one target in worker processes: deals them out, watches the clock, and judges
// what a worker cannot say itself. A case ends only as that case: a worker that crashes or hangs
// costs the case it was in, and another worker goes on with the rest.
class Orchestrator {
 public:
  Orchestrator(const RunPlan& plan, TerminalReporter& reporter, const Interruption& interruption);

  struct Result {
    TargetResult target;
    bool interrupted = false;
  };
  [[nodiscard]] Result run(const std::string& target);

 private:
  const RunPlan& plan_;
  TerminalReporter& reporter_;
  const Interruption& interruption_;
};

}  // namespace plimsoll::conformance
