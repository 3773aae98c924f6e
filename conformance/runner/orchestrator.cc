#include "conformance/runner/orchestrator.h"

#include "conformance/runner/target_run.h"

namespace plimsoll::conformance {

Orchestrator::Orchestrator(const RunPlan& plan, TerminalReporter& reporter,
                           const Interruption& interruption)
    : plan_(plan), reporter_(reporter), interruption_(interruption) {}

Orchestrator::Result Orchestrator::run(const std::string& target) {
  return TargetRun(plan_, reporter_, target).run(interruption_);
}

}  // namespace plimsoll::conformance
