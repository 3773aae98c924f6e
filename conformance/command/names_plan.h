#pragma once

#include <filesystem>
#include <string>

#include "conformance/command/command_line.h"
#include "conformance/names/names_to_try.h"

namespace plimsoll::conformance {

// What `plimsoll names` was asked for, checked.
struct NamesPlan {
  std::string target;
  NamesToTry::Options names;
  std::filesystem::path counterexamples;
  std::uint64_t start_one_in = 0;  // of those that are passed on; 0: none
  double timeout_scale = 1;
  bool keep_sandbox = false;
};

// Throws UsageError. Reads the file to replay, and touches nothing else.
[[nodiscard]] NamesPlan names_plan_of(const NamesOptions& options);

}  // namespace plimsoll::conformance
