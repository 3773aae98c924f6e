#include <filesystem>
#include <fstream>
#include <iostream>

#include "conformance/command/commands.h"
#include "conformance/command/usage_error.h"
#include "conformance/expectations/compare.h"
#include "conformance/expectations/expectations_file.h"
#include "conformance/report/merge.h"
#include "conformance/report/printable.h"
#include "conformance/report/report_directory.h"
#include "conformance/report/report_file.h"
#include "conformance/report/terminal_text.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

void refuse_to_replace_a_part(const MergeOptions& options) {
  const std::string whole = fs::weakly_canonical(options.report).string() + "/";
  for (const std::string& part : options.reports) {
    if (!whole.starts_with(fs::weakly_canonical(part).string() + "/")) continue;
    throw UsageError("--report: " + options.report + " is, or is within, " + part +
                     ", one of the reports to be merged");
  }
}

MergedRun merge(const MergeOptions& options, const std::vector<CaseDescription>& all_cases) {
  std::vector<RunResult> shards;
  for (const std::string& report : options.reports) {
    if (!fs::exists(report)) throw UsageError("there is no report " + report);
    shards.push_back(read_report(report, all_cases));
  }
  try {
    return merged(shards);
  } catch (const Error& error) {
    throw UsageError(error.what());
  }
}

// The whole is as good as its evidence.
void take_evidence(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const fs::path within = entry.path().lexically_relative(from);
    const bool evidence = within.string().find("evidence/") != std::string::npos;
    if (!entry.is_regular_file() || (!evidence && within.filename() != "workers.log")) continue;
    fs::create_directories((to / within).parent_path());
    std::ofstream out(to / within, std::ios::binary | std::ios::app);
    out << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  }
}

void hold_against(RunResult& run, const std::string& file,
                  const std::vector<CaseDescription>& all_cases) {
  for (TargetResult& target : run.targets) {
    for (CaseResult& one : target.cases) one.explanation.reset();
  }
  auto tolerated = run.expectations ? run.expectations->tolerated : std::vector<SurpriseKind>{};
  auto surprises = explain_failures(run, read_expectations(file), all_cases);
  run.expectations = ExpectationsUsed{
      .file = file, .surprises = std::move(surprises), .tolerated = std::move(tolerated)};
}

}  // namespace

ExitCode merge_command(const MergeOptions& options, const std::vector<CaseDescription>& all_cases) {
  refuse_to_replace_a_part(options);
  MergedRun whole = merge(options, all_cases);
  if (!options.expectations.empty()) hold_against(whole.run, options.expectations, all_cases);
  const ReportDirectory report(options.report);
  for (const std::string& part : options.reports) take_evidence(part, options.report);
  report.write(whole.run);
  for (const TargetResult& target : whole.run.targets) {
    std::cout << target_text(target, options.report);
  }
  std::cout << run_text(whole.run, options.report);
  for (const std::string& shard : whole.lost) {
    std::cerr << "plimsoll: shard " << shard << " is lost: its cases were judged by nobody\n";
  }
  return whole.run.exit_code();
}

}  // namespace plimsoll::conformance
