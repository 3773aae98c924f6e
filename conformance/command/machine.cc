#include "conformance/command/machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "conformance/cases/target.h"
#include "conformance/command/commands.h"
#include "errors/error.h"
#include "fixtures/doctor/doctor.h"

namespace plimsoll::conformance {
namespace {

std::string sentence(const fixtures::Capability& capability) {
  std::string text = capability.name + ": " + capability.why;
  if (!capability.how_to_get.empty()) text += " (" + capability.how_to_get + ")";
  return text;
}

}  // namespace

std::string missing_for_sandboxed_target(const std::string& target) {
  try {
    (void)sandbox_for(Target::parse(target));
  } catch (const Error& error) {  // a release's root
    return error.what();
  }
  for (const fixtures::Capability& capability : fixtures::examine_machine()) {
    const bool is_target = capability.name == target;
    if (!capability.available && (capability.needed || is_target)) return sentence(capability);
  }
  return {};
}

ExitCode doctor_command() {
  bool all_needed = true;
  for (const fixtures::Capability& capability : fixtures::examine_machine()) {
    const char* word = capability.available ? "yes" : capability.needed ? "NO" : "no";
    std::cout << fmt::format("{:<3} {}\n", word, sentence(capability));
    all_needed = all_needed && (capability.available || !capability.needed);
  }
  std::cout << (all_needed ? "\nThis machine can run `plimsoll run`.\n"
                           : "\n`plimsoll run` needs what is marked NO.\n");
  return all_needed ? ExitCode::as_expected : ExitCode::harness_failed;
}

}  // namespace plimsoll::conformance
