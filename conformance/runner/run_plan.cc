#include "conformance/runner/run_plan.h"

#include <fmt/format.h>

namespace plimsoll::conformance {

std::string reproduce_command(const RunPlan& plan, const std::string& target,
                              const std::string& case_name) {
  std::string command =
      fmt::format("{} run --target {} --filter {}", plan.program.string(), target, case_name);
  if (plan.edition != newest_edition) {
    command += fmt::format(" --edition {}", to_string(plan.edition));
  }
  return command;
}

}  // namespace plimsoll::conformance
