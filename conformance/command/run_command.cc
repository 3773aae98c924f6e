#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "conformance/cases/registration.h"
#include "conformance/command/commands.h"
#include "conformance/command/machine.h"
#include "conformance/command/new_run.h"
#include "conformance/command/plan.h"
#include "conformance/expectations/compare.h"
#include "conformance/expectations/expectations_file.h"
#include "conformance/expectations/suggestion.h"
#include "conformance/report/conclusion.h"
#include "conformance/report/junit_report.h"
#include "conformance/report/printable.h"
#include "conformance/report/report_directory.h"
#include "conformance/report/terminal_reporter.h"
#include "conformance/report/write_file.h"
#include "conformance/runner/orchestrator.h"

namespace plimsoll::conformance {
namespace {

bool asked_to_list(const RunOptions& options) {
  return std::ranges::any_of(options.gtest_arguments, [](const std::string& argument) {
    return argument.starts_with("--gtest_list_tests");
  });
}

// GoogleTest prints its own list, in its own form: tools read it.
ExitCode list_as_googletest(const RunOptions& options) {
  std::vector<std::string> words = {"plimsoll"};
  words.insert(words.end(), options.gtest_arguments.begin(), options.gtest_arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  auto argc = static_cast<int>(argv.size());
  argv.push_back(nullptr);
  testing::InitGoogleTest(&argc, argv.data());
  register_with_googletest({.bed = {}, .report = {}});
  return RUN_ALL_TESTS() == 0 ? ExitCode::as_expected : ExitCode::harness_failed;
}

// Why this machine cannot run these targets at all: one sentence, and not what follows from it.
std::string machine_lacks(const RunPlan& plan) {
  for (const std::string& target : plan.targets) {
    if (target.starts_with("unix://")) continue;
    if (std::string why = missing_for_sandboxed_target(target); !why.empty()) return why;
  }
  return {};
}

// A target whose turn never came.
TargetResult not_reached(const RunPlan& plan, const std::string& target) {
  TargetResult result;
  result.target = target;
  result.edition = plan.edition;
  result.not_reached = plan.cases;
  result.filtered_out = plan.filtered_out;
  result.other_shards = plan.other_shards;
  return result;
}

void tell_why_not(const TargetResult& target) {
  std::cerr << "plimsoll: " << printable(target.target) << ":";
  // An engine's last words may be part of the cause.
  for (const std::string& line : printable_lines(target.cannot_work)) {
    std::cerr << " " << line << "\n";
  }
}

// Why they are not all there; empty if they are. What was learnt has been told on the terminal by
// then, and is told to its end whatever happens here.
std::string write_reports(const ReportDirectory& report, const RunPlan& plan,
                          const RunResult& run) {
  try {
    report.write(run);
    if (!plan.junit_copy.empty()) write_file(plan.junit_copy, junit_report(run));
    return {};
  } catch (const std::exception& error) {
    return error.what();
  }
}

void hold_against(RunResult& run, const Expectations& expectations, const RunPlan& plan,
                  const std::vector<CaseDescription>& all_cases) {
  auto surprises = explain_failures(run, expectations, all_cases);
  run.expectations = ExpectationsUsed{
      .file = expectations.file, .surprises = std::move(surprises), .tolerated = plan.tolerated};
}

void write_expectations(const std::string& file, const RunResult& run, const Expectations& old,
                        const std::vector<CaseDescription>& all_cases) {
  const Expectations written = suggested_expectations(run, old, all_cases);
  write_file(file, text_of(written));
  std::cout << "Expectations: " << printable(file) << ", "
            << counted(written.entries.size(), "known deviation");
  if (const std::size_t waiting = without_reason(written); waiting > 0) {
    std::cout << "; say why in " << waiting << " of them (reason, source) before it is used";
  }
  std::cout << "\n";
}

ExitCode refuse(const std::string& why) {
  std::cerr << "plimsoll: " << why << "\n(`plimsoll doctor` tells the whole story)\n";
  return ExitCode::harness_failed;
}

}  // namespace

ExitCode run_command(const RunOptions& options, const std::vector<CaseDescription>& all_cases) {
  if (asked_to_list(options)) return list_as_googletest(options);
  RunPlan plan = plan_of(options, all_cases);
  std::optional<Expectations> expectations;
  if (!options.expectations.empty()) expectations = read_expectations(options.expectations);
  if (const std::string why = machine_lacks(plan); !why.empty()) return refuse(why);
  plan.program = std::filesystem::read_symlink("/proc/self/exe");
  plan.report = std::filesystem::absolute(plan.report);

  const Interruption interruption;
  const ReportDirectory report(plan.report);
  TerminalReporter reporter(
      std::cout, {.tty = isatty(STDOUT_FILENO) == 1, .report_directory = options.report});
  RunResult run = new_run(plan, options.words);
  for (const std::string& target : plan.targets) {
    if (run.interrupted) {
      run.targets.push_back(not_reached(plan, target));
      continue;
    }
    auto result = Orchestrator(plan, reporter, interruption).run(target);
    run.targets.push_back(std::move(result.target));
    run.interrupted = result.interrupted;
  }
  run.ended = timestamp();
  if (expectations) hold_against(run, *expectations, plan, all_cases);
  for (const TargetResult& target : run.targets) reporter.target_ended(target);
  const std::string not_written = write_reports(report, plan, run);
  reporter.run_ended(run);
  if (!options.write_expectations.empty()) {
    write_expectations(options.write_expectations, run,
                       expectations.value_or(Expectations{.file = options.write_expectations}),
                       all_cases);
  }
  for (const TargetResult& target : run.targets) {
    if (!target.cannot_work.empty()) tell_why_not(target);
  }
  if (!not_written.empty()) {
    std::cerr << "plimsoll: " << not_written << "\n";
    return ExitCode::harness_failed;
  }
  return run.exit_code();
}

}  // namespace plimsoll::conformance
