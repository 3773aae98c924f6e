#include "conformance/runner/run_plan.h"

#include <fmt/format.h>

#include <cctype>

namespace plimsoll::conformance {
namespace {

// As a POSIX shell takes it for one word.
std::string quoted(const std::string& word) {
  constexpr const char* plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char letter : word) text += letter == '\'' ? "'\\''" : std::string(1, letter);
  return text + "'";
}

}  // namespace

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
  std::string command = fmt::format("{} run --target {} --filter {}", quoted(plan.program.string()),
                                    quoted(target), quoted(case_name));
  if (plan.edition_of_target) {
    command += " --edition auto";
  } else if (plan.edition != newest_edition) {
    command += fmt::format(" --edition {}", to_string(plan.edition));
  }
  // Without it a case that failed for want of a capability would be a skip.
  for (const std::string& capability : plan.required_capabilities) {
    command += " --require-capability " + capability;
  }
  return command;
}

}  // namespace plimsoll::conformance
