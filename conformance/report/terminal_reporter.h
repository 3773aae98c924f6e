#pragma once

#include <chrono>
#include <filesystem>
#include <ostream>
#include <set>
#include <string>

#include "conformance/report/terminal_text.h"

namespace plimsoll::conformance {

// Tells a person how the run goes: on a terminal one live line that is rewritten, with what goes
// wrong above it; elsewhere (CI) a plain line for each case. Then all about the problems, and a
// summary.
//
//   TerminalReporter reporter(std::cout, {.tty = true, .report_directory = "report"});
//   reporter.target_started("reference", 63);
//   reporter.runs_begin(60);
//   reporter.case_started("Refusal.Root");
//   reporter.run_ended_of("Refusal.Root");
//   reporter.case_ended(result);
//   reporter.target_judged();
//   reporter.target_ended(target);
//   reporter.run_ended(run);
class TerminalReporter {
 public:
  struct Options {
    bool tty = false;
    std::filesystem::path report_directory;  // as the person typed it
  };

  TerminalReporter(std::ostream& out, Options options);

  void target_started(const std::string& target, std::size_t cases);
  // From now on cases run, so often in all: what is left is estimated by how these go.
  void runs_begin(std::size_t runs);
  void case_started(const std::string& case_name);
  void run_ended_of(const std::string& case_name);
  void case_ended(const CaseResult& one);
  void target_judged();                           // its last case has ended
  void target_ended(const TargetResult& target);  // and it was held against what is expected
  void run_ended(const RunResult& run);

 private:
  void rewrite_live_line();
  void erase_live_line();

  std::ostream& out_;
  Options options_;
  Progress progress_;
  std::set<std::string> ended_;
  std::chrono::steady_clock::time_point runs_began_;
};

}  // namespace plimsoll::conformance
