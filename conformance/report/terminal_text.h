#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/report/run_result.h"
#include "conformance/report/time_left.h"

namespace plimsoll::conformance {

// What a person reads on a terminal or in a CI log, without any I/O. Nothing of what was seen is
// obeyed by the terminal: it is shown by printable().

struct Progress {
  std::size_t total = 0;
  std::size_t done = 0;
  std::size_t problems = 0;          // failed or broken so far
  std::vector<std::string> running;  // in the order they began
  Advance runs;                      // of cases that really run, each as often as --repeat says
};

// "12/63  1 problem  about 9 s left  Refusal.Root, Stock.Runc": one line.
[[nodiscard]] std::string live_line(const Progress& progress);

// "[12/63] fail           Refusal.Root (REF-001)": one line, with the reason if there is one.
[[nodiscard]] std::string case_line(const CaseResult& one, const Progress& progress);

// All about one case that failed or broke, on one screen; several lines, each ended.
[[nodiscard]] std::string problem_text(const CaseResult& one,
                                       const std::filesystem::path& report_directory);

// Problems, counts, reasons of skips, conclusion.
[[nodiscard]] std::string target_text(const TargetResult& target,
                                      const std::filesystem::path& report_directory);

// The last words.
[[nodiscard]] std::string run_text(const RunResult& run,
                                   const std::filesystem::path& report_directory);

}  // namespace plimsoll::conformance
