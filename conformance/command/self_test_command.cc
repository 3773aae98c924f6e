#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "conformance/command/commands.h"
#include "conformance/command/machine.h"
#include "conformance/command/plan.h"
#include "conformance/command/usage_error.h"
#include "conformance/data/data_file.h"
#include "conformance/defects/matrix_text.h"
#include "conformance/defects/trial_runner.h"
#include "conformance/report/report_directory.h"
#include "conformance/report/write_file.h"
#include "conformance/runner/selection.h"
#include "conformance/suggest/nearest.h"
#include "fixtures/process/program_path.h"

namespace plimsoll::conformance {
namespace {

// Names of defects have dashes, which would begin what is not wanted in a filter of cases.
bool is_wanted(const std::string& name, const std::vector<std::string>& patterns) {
  return patterns.empty() || std::ranges::any_of(patterns, [&](const std::string& pattern) {
           return matches_pattern(name, pattern);
         });
}

void refuse_what_matches_nothing(const std::vector<std::string>& patterns) {
  std::vector<std::string> names;
  for (const KnownDefect& defect : known_defects()) names.push_back(defect.name);
  for (const std::string& pattern : patterns) {
    const bool matches = std::ranges::any_of(
        names, [&](const std::string& name) { return matches_pattern(name, pattern); });
    if (matches) continue;
    throw UsageError("--defect: there is no `" + pattern + "`" + did_you_mean(pattern, names));
  }
}

Stock stock_of(const SelfTestOptions& options, const std::vector<CaseDescription>& all_cases) {
  Stock stock;
  for (const CaseDescription& description : all_cases) {
    if (description.holds_in(newest_edition) && std::ranges::none_of(description.needs, is_rare)) {
      stock.cases.push_back(description);
    }
  }
  for (const KnownDefect& defect : known_defects()) {
    if (is_wanted(defect.name, options.defects)) stock.defects.push_back(defect);
  }
  for (const Noticed& one : noticed_before()) {
    if (is_wanted(one.defect, options.defects)) stock.noticed.push_back(one);
  }
  return stock;
}

void ask_for_every_defect(Stock& stock, const SelfTestOptions& options) {
  for (const CaseDescription& description : stock.cases) {
    const std::string name = description.full_name();
    const bool asked_for = !options.filters.empty() &&
                           std::ranges::any_of(options.filters, [&](const std::string& filter) {
                             return matches_filter(name, filter);
                           });
    if (options.full || asked_for) stock.on_every_defect.insert(name);
  }
}

// With some of the defects only what is tried on them can be judged.
void leave_out_what_is_not_tried(Stock& stock) {
  const Trials trials = trials_of(stock);
  std::erase_if(stock.cases, [&](const CaseDescription& description) {
    return std::ranges::count(trials.at(no_defect), description.full_name(),
                              &CaseDescription::full_name) == 0;
  });
}

// What the file says of defects that are not tried now stays as it was.
std::vector<Noticed> with_those_of_others(const Stock& stock, const SelfTestOptions& options) {
  std::vector<Noticed> all = stock.noticed;
  const bool is_new = !std::filesystem::exists(options.update);
  const auto before = is_new ? noticed_before() : parse_noticed(text_of_data_file(options.update));
  std::ranges::copy_if(before, std::back_inserter(all),
                       [&](const Noticed& one) { return !is_wanted(one.defect, options.defects); });
  std::ranges::sort(all, {}, [](const Noticed& one) { return one.defect + " " + one.case_name; });
  return all;
}

void tell_of_other_editions(const std::vector<CaseDescription>& all_cases) {
  const auto others = std::ranges::count_if(all_cases, [](const CaseDescription& description) {
    return !description.holds_in(newest_edition);
  });
  if (others == 0) return;
  std::cout << others << " cases hold in other editions only: no engine here keeps what they ask "
            << "for, so that nothing would be proved by breaking it\n";
}

// What they would prove depends on the machine; what stands in for them is proved in any case.
void tell_of_rare_needs(const std::vector<CaseDescription>& all_cases) {
  std::string names;
  for (const CaseDescription& description : all_cases) {
    if (std::ranges::none_of(description.needs, is_rare)) continue;
    names += (names.empty() ? "" : ", ") + description.full_name();
  }
  if (!names.empty())
    std::cout << "Left out, for they need what few machines have: " << names << "\n";
}

TrialOptions trial_options(const SelfTestOptions& options, std::size_t total) {
  const bool tty = isatty(STDOUT_FILENO) == 1;
  return {.program = std::filesystem::read_symlink("/proc/self/exe"),
          .report = std::filesystem::absolute(options.report),
          .jobs = workers_of(options.jobs),
          .case_timeout = std::chrono::seconds(options.timeout),
          .tried = [tty, total](const std::string& defect, std::size_t done) {
            if (!tty) return;
            std::cout << "\r\x1b[2K" << done << "/" << total << " " << defect << std::flush;
            if (done == total) std::cout << "\r\x1b[2K";
          }};
}

}  // namespace

ExitCode self_test_command(const SelfTestOptions& options,
                           const std::vector<CaseDescription>& all_cases) {
  refuse_what_matches_nothing(options.defects);
  static_cast<void>(workers_of(options.jobs));  // a fault is told before anything is started
  if (const std::string why = missing_for_sandboxed_target("reference"); !why.empty()) {
    std::cerr << "plimsoll: " << why << "\n(`plimsoll doctor` tells the whole story)\n";
    return ExitCode::harness_failed;
  }
  static_cast<void>(fixtures::own_program("plimsolld-defective"));  // or say so once, and no more
  Stock stock = stock_of(options, all_cases);
  ask_for_every_defect(stock, options);
  if (!options.defects.empty() && !options.full) leave_out_what_is_not_tried(stock);
  const Trials trials = trials_of(stock);

  const Interruption interruption;
  const ReportDirectory report(options.report);
  const Tried tried = run_trials(trials, trial_options(options, trials.size()), interruption);
  Matrix matrix = judge(stock, trials, tried);
  const bool all_tried = matrix.untried.empty();
  if (!options.update.empty() && all_tried) {
    stock.noticed = cover(stock, tried);
    write_file(options.update, to_json_text(with_those_of_others(stock, options)));
    matrix = judge(stock, trials, tried);
  }
  const std::filesystem::path directory = options.report;
  write_file(directory / "matrix.md", matrix_markdown(matrix));
  write_file(directory / "matrix.json", matrix_json(matrix).dump(2) + "\n");
  std::cout << rows_text(matrix) << gaps_text(matrix) << "\n";
  tell_of_other_editions(all_cases);
  tell_of_rare_needs(all_cases);
  std::cout << "Report: " << (directory / "matrix.md").string() << ", "
            << (directory / "matrix.json").string() << "\n"
            << last_line(matrix) << std::endl;
  if (!options.update.empty() && !all_tried) {
    std::cerr << options.update << " is as it was: what was not tried would be forgotten\n";
  }
  return exit_code(matrix);
}

}  // namespace plimsoll::conformance
