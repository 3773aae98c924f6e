#include "conformance/cases/canary_field.h"

#include <cerrno>
#include <system_error>

namespace plimsoll::conformance {
namespace {

// Two names that cannot both have their way, or a path that is too long once it is looked at from
// outside the sandbox. Anything else (no space left) is a fault of ours.
bool has_no_place(const std::error_code& code) {
  return code == std::errc::not_a_directory || code == std::errc::filename_too_long ||
         code == std::errc::file_exists;
}

}  // namespace

CanaryField::~CanaryField() {
  // The last one first: it may stand in a directory that was made for an earlier one.
  while (!canaries_.empty()) canaries_.pop_back();
}

void CanaryField::plant_for(std::string_view name) {
  for (const auto& path : paths_led_to(name, where_)) plant_at(path);
}

void CanaryField::plant_at(const std::filesystem::path& path) {
  try {
    if (may_hold_a_canary(sandbox_, path)) {
      canaries_.push_back(fixtures::Canary::plant(sandbox_, path));
    }
  } catch (const std::filesystem::filesystem_error& error) {
    if (!has_no_place(error.code())) throw;
  }
}

std::vector<std::string> CanaryField::executed() const {
  std::vector<std::string> executed;
  for (const fixtures::Canary& canary : canaries_) {
    if (canary.executed()) executed.push_back(canary.path().string());
  }
  return executed;
}

}  // namespace plimsoll::conformance
