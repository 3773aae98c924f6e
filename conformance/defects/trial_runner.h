#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "conformance/defects/trials.h"
#include "conformance/runner/interruption.h"

namespace plimsoll::conformance {

// Tries the trials: each defect's cases in a worker of its own, several defects at a time.
//
//   const Interruption interruption;
//   const Tried tried = run_trials(trials, {.program = "/usr/bin/plimsoll", ...}, interruption);
struct TrialOptions {
  std::filesystem::path program;  // ourselves, started again as worker
  std::filesystem::path report;   // gets a folder for each defect: evidence of what failed
  std::size_t jobs = 1;
  std::chrono::seconds case_timeout{30};
  // Told after each defect, one at a time.
  std::function<void(const std::string& defect, std::size_t done)> tried = {};
};

[[nodiscard]] Tried run_trials(const Trials& trials, const TrialOptions& options,
                               const Interruption& interruption);

}  // namespace plimsoll::conformance
