#include "conformance/runner/run_plan.h"

#include <fmt/format.h>

#include <cctype>

namespace plimsoll::conformance {

std::string evidence_prefix(const RunPlan& plan, const std::string& target) {
  if (plan.targets.size() < 2) return {};
  std::string folder;
  for (const char letter : target) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (plain) folder += letter;
    if (!plain && !folder.empty() && folder.back() != '-') folder += '-';
  }
  return folder + "/";
}

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
