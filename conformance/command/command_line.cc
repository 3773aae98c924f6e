#include "conformance/command/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "conformance/command/usage_error.h"
#include "conformance/suggest/nearest.h"

namespace plimsoll::conformance {
namespace {

constexpr const char* purpose =
    "Proves how a container engine chooses the runtime that runs somebody's container.";

constexpr const char* exit_codes =
    "Exit codes: 0 all as expected; 1 a requirement is violated, or an expectation does not hold;\n"
    "2 wrong usage; 3 the harness or the machine failed, nothing ran, or the run was interrupted.";

// GoogleTest's flags that keep their meaning.
const std::vector<std::string> gtest_flags = {
    "--gtest_filter",  "--gtest_list_tests",  "--gtest_output",   "--gtest_repeat",
    "--gtest_shuffle", "--gtest_random_seed", "--gtest_fail_fast"};

constexpr const char* timeout_scale_help =
    "Makes every time-out that many times as long: for a slow or busy machine; default: 1";

void add_run(CLI::App& app, RunOptions& run) {
  CLI::App* command = app.add_subcommand("run", "Run the cases against a target");
  command->add_option(
      "--target", run.targets,
      "reference, dockerd[=PATH|@RELEASE], podman[=PATH|@RELEASE] or unix://PATH; may "
      "be repeated");
  command->add_option("--containerd", run.containerd,
                      "@RELEASE or a path: another containerd below the targets than their own");
  command->add_option(
      "--edition", run.edition,
      "pre-2022, 2022, 2023+, or auto: what the target's version promises; default: the newest");
  command->add_option("--filter", run.filter, "GoogleTest pattern: Refusal.*:Texts.*-*.Unicode");
  command->add_option("--area", run.areas, "Only this area; may be repeated");
  command->add_option("--level", run.level, "must, should (and must) or may (all)");
  command->add_option("--jobs", run.jobs, "Worker processes; default: one for each core");
  command->add_option("--shard", run.shard, "I/N: the I-th of N parts");
  command->add_option("--report", run.report, "Directory for report and evidence; default: report");
  command->add_option("--require-capability", run.required_capabilities,
                      "A skip for want of it is a failure; may be repeated");
  command->add_option("--repeat", run.repeat,
                      "Run each case so often; one whose verdicts differ is flaky, and has failed");
  command->add_option("--order", run.order, "forward (as listed), reverse or random:SEED");
  command->add_option("--expectations", run.expectations,
                      "File of known deviations: they do not count, surprises do");
  command->add_option("--write-expectations", run.write_expectations,
                      "Write the file after which this run has no surprise");
  command->add_option("--tolerate", run.tolerated,
                      "unexpected-pass, changed-message or stale-entry: shown, but not counted");
  command->add_option("--gate", run.gate,
                      "must, should or may: failures of a level beyond it are shown, but not "
                      "counted; default: may");
  command->add_option("--timeout", run.timeout, "Seconds for each case; default: 60");
  command->add_option("--timeout-scale", run.timeout_scale, timeout_scale_help);
  command->add_flag("--keep-sandbox", run.keep_sandbox, "Leave the sandbox's files for inspection");
  command->footer(
      "GoogleTest's --gtest_filter, --gtest_list_tests, --gtest_output=xml:FILE, --gtest_repeat,\n"
      "--gtest_shuffle, --gtest_random_seed, --gtest_fail_fast and GTEST_TOTAL_SHARDS work as "
      "ever.");
}

void add_explain(CLI::App& app, ExplainOptions& explain) {
  CLI::App* command = app.add_subcommand(
      "explain", "Tell where a requirement comes from, or what a case does and what it saw");
  command->add_option("subject", explain.subject, "Requirement (REF-001) or case (Refusal.Root)")
      ->required();
  command->add_option("--report", explain.report, "Directory of a run's report; default: report");
}

void add_names(CLI::App& app, NamesOptions& names) {
  CLI::App* command = app.add_subcommand(
      "names", "Try generated names on a target, and show the least of what it treats otherwise");
  command->add_option("--target", names.target, "reference or dockerd[=PATH]; default: reference");
  command->add_option("--edition", names.edition, "pre-2022, 2022 or 2023+; default: the newest");
  command->add_option("--count", names.count, "How many; default: 100000");
  command->add_option("--seed", names.seed, "The same names for the same seed; default: 1");
  command->add_option("--replay", names.replay, "The names of this file instead of generated ones");
  command->add_option("--counterexamples", names.counterexamples,
                      "Where they are written, as lines for vectors/names.json; default: "
                      "counterexamples.json");
  command->add_option(
      "--start-one-in", names.start_one_in,
      "Of the names that are passed on one in N is started; 0: none; default: 1000");
  command->add_option("--timeout-scale", names.timeout_scale, timeout_scale_help);
  command->add_flag("--keep-sandbox", names.keep_sandbox,
                    "Leave the sandbox's files for inspection");
}

void add_self_test(CLI::App& app, SelfTestOptions& self_test) {
  CLI::App* command = app.add_subcommand(
      "self-test",
      "Run the suite against engines with one defect each: every one has to be caught");
  command->add_option("--defect", self_test.defects,
                      "Only defects of this pattern; may be repeated");
  command->add_option("--jobs", self_test.jobs, "Defects at a time; default: one for each core");
  command->add_flag("--full", self_test.full,
                    "Every case on every defect, not only those that tell");
  command->add_option("--filter", self_test.filters,
                      "Cases of this pattern on every defect; may be repeated");
  command->add_option("--update", self_test.update,
                      "Write anew what is noticed: conformance/defects/noticed.json");
  command->add_option("--report", self_test.report,
                      "Directory for the matrix; default: self-test-report");
  command->add_option("--timeout", self_test.timeout, "Seconds for each case; default: 60");
}

void add_matrix(CLI::App& app, MatrixOptions& matrix) {
  CLI::App* command = app.add_subcommand(
      "matrix", "Run the suite on many engines and containerds, and show who does what");
  command->add_option(
      "--engine", matrix.engines,
      "As --target of run; may be repeated; default: the reference, and dockerd and "
      "podman of bookworm, trixie and sid");
  command->add_option("--containerd", matrix.containerds,
                      "@RELEASE; may be repeated; default: @bookworm, @trixie and @sid");
  command->add_option("--filter", matrix.filter, "Only these cases");
  command->add_option("--jobs", matrix.jobs, "Worker processes; default: one for each core");
  command->add_option("--report", matrix.report,
                      "Directory for each one's report; what is in it already is not run again; "
                      "default: matrix-report");
  command->add_flag("--again", matrix.again, "Run it again all the same");
  command->add_option("--expectations", matrix.expectations,
                      "Directory of files of known deviations; default: conformance/expectations");
  command->add_option("--page", matrix.page, "Write the page there as well: docs/matrix.md");
}

void add_differ(CLI::App& app, DifferOptions& differ) {
  CLI::App* command = app.add_subcommand(
      "differ", "Put two targets through the same generated sequences, and show where they part");
  command->add_option("--targets", differ.targets, "Two, as in dockerd@bookworm,dockerd@trixie")
      ->delimiter(',')
      ->required();
  command->add_option("--count", differ.count, "How many sequences; default: 400");
  command->add_option("--seed", differ.seed, "The same sequences for the same seed; default: 1");
  command->add_option("--save", differ.save,
                      "Where the shortest sequence of each difference goes; default: "
                      "differences.json");
  command->add_option("--replay", differ.replay, "The sequences of such a file instead");
}

void add_reports(CLI::App& app, MergeOptions& merge, DiffOptions& diff, VerifyOptions& verify) {
  CLI::App* merged =
      app.add_subcommand("merge", "Put the reports of all shards together, and miss none");
  merged->add_option("reports", merge.reports, "Directories of reports")->required();
  merged->add_option("--report", merge.report, "Directory for the whole; default: report");
  merged->add_option("--expectations", merge.expectations,
                     "Hold the whole against this file instead");
  CLI::App* compared = app.add_subcommand("diff", "Say what differs between two reports");
  compared->add_option("before", diff.before, "Directory of a report")->required();
  compared->add_option("after", diff.after, "Directory of another")->required();
  CLI::App* verified = app.add_subcommand(
      "verify", "Check a report that was handed in: untouched, and free of contradictions");
  verified->add_option("report", verify.report, "Directory of the report")->required();
}

void add_data(CLI::App& app, RequirementsOptions& requirements, CheckOptions& check) {
  CLI::App* shown = app.add_subcommand("requirements", "Show the catalogue");
  shown->add_option("--format", requirements.format, "text, markdown or json");
  shown->add_flag_callback(
      "--markdown", [&requirements] { requirements.format = "markdown"; },
      "The same as --format markdown: docs/requirements.md is made so");
  CLI::App* checked = app.add_subcommand(
      "check", "Check data files: catalogue, names, configuration, expectations");
  checked->add_option("files", check.files, "JSON files")->required();
}

void add_worker(CLI::App& app, WorkerOptions& worker) {
  CLI::App* command = app.add_subcommand("worker", "");
  command->group("");  // not shown
  command->add_option("--target", worker.target)->required();
  command->add_option("--report", worker.report)->required();
  command->add_option("--messages", worker.messages);
  command->add_flag("--keep-sandbox", worker.keep_sandbox);
  command->add_option("--order", worker.order);
  command->add_option("--round", worker.round);
  command->add_option("--timeout-scale", worker.timeout_scale);
}

std::string before_equals(const std::string& word) { return word.substr(0, word.find('=')); }

// Takes GoogleTest's flags out, so that the rest is ours.
std::vector<std::string> take_gtest_arguments(std::vector<std::string>& words) {
  std::vector<std::string> taken;
  for (const std::string& word : words) {
    if (!word.starts_with("--gtest_")) continue;
    const std::string flag = before_equals(word);
    if (std::ranges::count(gtest_flags, flag) == 0) {
      throw UsageError("no such flag of GoogleTest's works here: " + flag +
                       did_you_mean(flag, gtest_flags));
    }
    taken.push_back(word);
  }
  std::erase_if(words, [](const std::string& word) { return word.starts_with("--gtest_"); });
  return taken;
}

std::vector<std::string> names_of_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

void refuse_unknown_command(const CLI::App& app, const std::vector<std::string>& words) {
  if (words.empty() || words.front().starts_with("-")) return;
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == words.front()) return;
    if (!command->get_group().empty()) names.push_back(command->get_name());
  }
  throw UsageError("no such command: " + words.front() + did_you_mean(words.front(), names));
}

void refuse_unknown_options(const CLI::App& app, const std::vector<std::string>& words) {
  if (words.empty() || words.front().starts_with("-")) return;
  const auto known = names_of_options(*app.get_subcommand(words.front()));
  for (const std::string& word : words) {
    if (!word.starts_with("--") || word.size() == 2) continue;
    const std::string name = before_equals(word);
    if (std::ranges::count(known, name) > 0) continue;
    throw UsageError("no such option of " + words.front() + ": " + name +
                     did_you_mean(name, known));
  }
}

}  // namespace

Command parse_command_line(const std::vector<std::string>& all_words) {
  std::vector<std::string> words = all_words;
  const auto gtest_arguments = take_gtest_arguments(words);

  CLI::App app(purpose, "plimsoll");
  app.footer(exit_codes);
  app.require_subcommand(1);
  app.set_version_flag("--version", "plimsoll " PLIMSOLL_VERSION);
  RunOptions run{.gtest_arguments = gtest_arguments, .words = all_words};
  ListOptions list;
  ExplainOptions explain;
  MergeOptions merge;
  DiffOptions diff;
  VerifyOptions verify;
  RequirementsOptions requirements;
  CheckOptions check;
  WorkerOptions worker{.gtest_arguments = gtest_arguments};
  add_run(app, run);
  app.add_subcommand("list", "Show every case with its requirement")
      ->add_option("--format", list.format, "text or json");
  add_explain(app, explain);
  app.add_subcommand("doctor", "Say what this machine can run, and why not the rest");
  NamesOptions names;
  add_names(app, names);
  SelfTestOptions self_test;
  add_self_test(app, self_test);
  add_reports(app, merge, diff, verify);
  add_data(app, requirements, check);
  add_worker(app, worker);
  DifferOptions differ;
  add_differ(app, differ);
  MatrixOptions matrix;
  add_matrix(app, matrix);
  app.add_subcommand("sysroot", "list, make or remove roots of other Debian releases: @RELEASE");

  refuse_unknown_command(app, words);
  // The words are the script's, which explains them itself.
  if (!words.empty() && words.front() == "sysroot") {
    return SysrootOptions{.words = {words.begin() + 1, words.end()}};
  }
  refuse_unknown_options(app, words);
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());  // as CLI11 wants it
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return HelpText{chosen.empty() ? app.help() : chosen.front()->help()};
  } catch (const CLI::CallForVersion& version) {
    return HelpText{std::string(version.what()) + "\n"};
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  if (app.got_subcommand("run")) return run;
  if (app.got_subcommand("list")) return list;
  if (app.got_subcommand("explain")) return explain;
  if (app.got_subcommand("names")) return names;
  if (app.got_subcommand("self-test")) return self_test;
  if (app.got_subcommand("worker")) return worker;
  if (app.got_subcommand("matrix")) return matrix;
  if (app.got_subcommand("differ")) return differ;
  if (app.got_subcommand("merge")) return merge;
  if (app.got_subcommand("diff")) return diff;
  if (app.got_subcommand("verify")) return verify;
  if (app.got_subcommand("requirements")) return requirements;
  if (app.got_subcommand("check")) return check;
  return DoctorOptions{};
}

}  // namespace plimsoll::conformance
