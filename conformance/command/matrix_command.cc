#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "conformance/command/commands.h"
#include "conformance/command/host.h"
#include "conformance/command/machine.h"
#include "conformance/command/new_run.h"
#include "conformance/command/plan.h"
#include "conformance/command/usage_error.h"
#include "conformance/expectations/compare.h"
#include "conformance/expectations/expectations_file.h"
#include "conformance/matrix/matrix_page.h"
#include "conformance/report/conclusion.h"
#include "conformance/report/report_directory.h"
#include "conformance/report/report_file.h"
#include "conformance/report/terminal_reporter.h"
#include "conformance/report/write_file.h"
#include "conformance/runner/orchestrator.h"
#include "conformance/runner/target.h"
#include "fixtures/sysroot/sysroot.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> all_engines = {"reference",   "dockerd@bookworm", "dockerd@trixie",
                                              "dockerd@sid", "podman@bookworm",  "podman@trixie",
                                              "podman@sid"};
const std::vector<std::string> all_containerds = {"@bookworm", "@trixie", "@sid"};

// One to be run.
struct Combination {
  std::string engine;
  std::string containerd;  // "containerd@sid"; empty: it has none
  std::string target;      // "dockerd@trixie+containerd@sid"
};

Combination combined(const std::string& engine, const std::string& release) {
  // Its own is there without anybody's doing.
  const bool own = engine.ends_with(release) && engine.size() > release.size();
  return {.engine = engine,
          .containerd = "containerd" + release,
          .target = own ? engine : engine + "+containerd" + release};
}

std::vector<Combination> combinations(const MatrixOptions& options) {
  std::vector<Combination> all;
  for (const std::string& engine : options.engines.empty() ? all_engines : options.engines) {
    check_target(engine);
    const Target target = Target::parse(engine);
    if (!target.is_sandboxed()) throw UsageError("--engine: `" + engine + "` runs as it runs");
    if (!target.has_containerd()) {
      all.push_back({.engine = engine, .containerd = {}, .target = engine});
      continue;
    }
    for (const std::string& release :
         options.containerds.empty() ? all_containerds : options.containerds) {
      if (!release.starts_with('@')) throw UsageError("--containerd: @RELEASE");
      all.push_back(combined(engine, release));
      check_target(all.back().target);
    }
  }
  return all;
}

std::string folder_of(const std::string& target) {
  std::string folder = target;
  for (char& letter : folder) {
    if (letter == '/' || letter == '=') letter = '-';
  }
  return folder;
}

// When what a run rests on was last changed: the suite, and the roots.
fs::file_time_type changed(const fs::path& program, const Target& target) {
  auto latest = fs::last_write_time(program);
  for (const std::string& release : {target.release, target.containerd_release}) {
    if (!release.empty())
      latest = std::max(latest, fs::last_write_time(fixtures::sysroot(release).path));
  }
  return latest;
}

class MatrixRun {
 public:
  MatrixRun(const MatrixOptions& options, const std::vector<CaseDescription>& all_cases)
      : options_(options), all_cases_(all_cases), program_(fs::read_symlink("/proc/self/exe")) {}

  // False: it was interrupted.
  bool run(const Combination& one, const Interruption& interruption) {
    const fs::path directory = fs::path(options_.report) / folder_of(one.target);
    RunResult result;
    if (const auto before = finished_before(one, directory)) {
      result = *before;
    } else if (!run_into(directory, one, interruption, result)) {
      return false;
    }
    hold_against_what_is_known(result);
    cells_.push_back(
        {.engine = one.engine, .containerd = one.containerd, .run = std::move(result)});
    return true;
  }

  [[nodiscard]] const std::vector<MatrixCell>& cells() const { return cells_; }

 private:
  [[nodiscard]] RunPlan plan_of_one(const Combination& one, const fs::path& directory) const {
    RunOptions options;
    options.targets = {one.target};
    options.filter = options_.filter;
    options.jobs = options_.jobs;
    options.report = directory;
    RunPlan plan = plan_of(options, all_cases_);
    plan.program = program_;
    plan.report = fs::absolute(directory);
    return plan;
  }

  [[nodiscard]] std::optional<RunResult> finished_before(const Combination& one,
                                                         const fs::path& directory) const {
    const fs::path report = directory / "report.json";
    std::error_code absent;
    const auto written = fs::last_write_time(report, absent);
    if (options_.again || absent || written < changed(program_, Target::parse(one.target)))
      return {};
    RunResult before = read_report(report, all_cases_);
    const bool whole =
        !before.interrupted && before.targets.size() == 1 &&
        before.targets.front().cannot_work.empty() &&
        before.targets.front().cases.size() == plan_of_one(one, directory).cases.size();
    if (!whole) return {};
    std::cout << one.target << ": as it was" << std::endl;
    return before;
  }

  bool run_into(const fs::path& directory, const Combination& one, const Interruption& interruption,
                RunResult& result) const {
    const RunPlan plan = plan_of_one(one, directory);
    const ReportDirectory report(plan.report);
    const bool tty = isatty(STDOUT_FILENO) == 1;
    std::ofstream nowhere("/dev/null");
    TerminalReporter reporter(tty ? std::cout : nowhere,
                              {.tty = tty, .report_directory = directory});
    result = new_run(plan, {"run", "--target", one.target});
    auto came = Orchestrator(plan, reporter, interruption).run(one.target);
    result.targets.push_back(std::move(came.target));
    result.interrupted = came.interrupted;
    result.ended = timestamp();
    if (!result.interrupted) report.write(result);
    return !result.interrupted;
  }

  // The file is named as the engine is: dockerd-26.1.json.
  void hold_against_what_is_known(RunResult& run) const {
    const TargetResult& target = run.targets.front();
    const auto dot = target.version.find('.', target.version.find('.') + 1);
    const fs::path file = fs::path(options_.expectations) /
                          (target.engine + "-" + target.version.substr(0, dot) + ".json");
    if (!fs::exists(file)) return;
    const Expectations expectations = read_expectations(file);
    run.expectations =
        ExpectationsUsed{.file = file,
                         .surprises = explain_failures(run, expectations, all_cases_),
                         .tolerated = {}};
  }

  const MatrixOptions& options_;
  const std::vector<CaseDescription>& all_cases_;
  fs::path program_;
  std::vector<MatrixCell> cells_;
};

std::string today() { return timestamp().substr(0, 10); }

}  // namespace

ExitCode matrix_command(const MatrixOptions& options,
                        const std::vector<CaseDescription>& all_cases) {
  const auto all = combinations(options);
  for (const Combination& one : all) {
    if (const std::string why = missing_for_sandboxed_target(one.target); !why.empty()) {
      std::cerr << "plimsoll: " << one.target << ": " << why << "\n";
      return ExitCode::harness_failed;
    }
  }
  const Interruption interruption;
  MatrixRun matrix(options, all_cases);
  std::size_t number = 0;
  for (const Combination& one : all) {
    std::cout << fmt::format("[{}/{}] {}", ++number, all.size(), one.target) << std::endl;
    if (!matrix.run(one, interruption)) {
      std::cerr << "plimsoll: interrupted; what is done is kept in " << options.report
                << " and not run again\n";
      return ExitCode::harness_failed;
    }
    std::cout << conclusion(matrix.cells().back().run.targets.front()) << std::endl;
  }
  const std::string page = matrix_page(matrix.cells(), today());
  const fs::path directory = options.report;
  write_file(directory / "matrix.md", page);
  write_file(directory / "matrix.json", matrix_json(matrix.cells(), today()).dump(2) + "\n");
  if (!options.page.empty()) write_file(options.page, page);
  std::cout << "\nReport: " << (directory / "matrix.md").string() << ", "
            << (directory / "matrix.json").string() << std::endl;
  ExitCode worst = ExitCode::as_expected;
  for (const MatrixCell& cell : matrix.cells()) {
    worst = std::max(worst, cell.run.exit_code());
  }
  return worst;
}

}  // namespace plimsoll::conformance
