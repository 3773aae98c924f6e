#include "conformance/report/terminal_reporter.h"

#include <utility>

#include "conformance/report/conclusion.h"
#include "conformance/report/printable.h"

namespace plimsoll::conformance {
namespace {

constexpr const char* erase_line = "\r\x1b[2K";
// While the live line is written the terminal clips it: a line that wraps could not be rewritten.
constexpr const char* no_wrap = "\x1b[?7l";
constexpr const char* wrap = "\x1b[?7h";

bool is_problem(Verdict verdict) { return verdict == Verdict::fail || verdict == Verdict::broken; }

}  // namespace

TerminalReporter::TerminalReporter(std::ostream& out, Options options)
    : out_(out), options_(std::move(options)) {}

void TerminalReporter::target_started(const std::string& target, std::size_t cases) {
  progress_ = {.total = cases};
  ended_.clear();
  out_ << printable(target) << ": " << counted(cases, "case") << std::endl;
}

void TerminalReporter::runs_begin(std::size_t runs) {
  progress_.runs = {.done = 0, .total = runs};
  runs_began_ = std::chrono::steady_clock::now();
}

void TerminalReporter::run_ended_of(const std::string& case_name) {
  std::erase(progress_.running, case_name);
  ++progress_.runs.done;
  progress_.runs.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - runs_began_);
  rewrite_live_line();
}

void TerminalReporter::case_started(const std::string& case_name) {
  // The worker was started again in the middle of it: it is counted once.
  if (ended_.contains(case_name)) return;
  progress_.running.push_back(case_name);
  rewrite_live_line();
}

void TerminalReporter::case_ended(const CaseResult& one) {
  const std::string name = one.description.full_name();
  const bool problem = is_problem(one.outcome.verdict);
  ended_.insert(name);
  std::erase(progress_.running, name);
  ++progress_.done;
  if (problem) ++progress_.problems;
  erase_live_line();
  // Flushed line by line: a CI log has to show where a run stands that hangs.
  if (problem || !options_.tty) out_ << case_line(one, progress_) << std::endl;
  rewrite_live_line();
}

void TerminalReporter::target_judged() { erase_live_line(); }

void TerminalReporter::target_ended(const TargetResult& target) {
  out_ << target_text(target, options_.report_directory) << std::flush;
}

void TerminalReporter::run_ended(const RunResult& run) {
  out_ << run_text(run, options_.report_directory) << std::flush;
}

void TerminalReporter::rewrite_live_line() {
  if (!options_.tty) return;
  out_ << erase_line << no_wrap << live_line(progress_) << wrap << std::flush;
}

void TerminalReporter::erase_live_line() {
  if (options_.tty) out_ << erase_line << std::flush;
}

}  // namespace plimsoll::conformance
