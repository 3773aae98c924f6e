#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

#include "conformance/cases/name_survey.h"
#include "conformance/command/commands.h"
#include "conformance/command/machine.h"
#include "conformance/command/names_plan.h"
#include "conformance/command/names_progress.h"
#include "conformance/report/conclusion.h"
#include "conformance/report/printable.h"
#include "conformance/report/write_file.h"
#include "conformance/runner/interruption.h"
#include "fixtures/patience/patience.h"

namespace plimsoll::conformance {
namespace {

using Clock = std::chrono::steady_clock;

// Small enough that progress is seen, and whose doing something was is soon found out.
constexpr std::uint64_t batch_size = 200;
// Whoever has so many defects mends the first ones first.
constexpr std::size_t enough_counterexamples = 20;
// By then everything that is allocated once has been.
constexpr std::uint64_t settled_in = 1000;

// MiB of this process.
double resident_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

// One run over all the names: whenever it ends, what is known so far is in its members.
class NamesRun {
 public:
  explicit NamesRun(const NamesPlan& plan)
      : plan_(plan),
        names_(plan.names),
        progress_(std::cout, {.total = names_.count(), .tty = isatty(STDOUT_FILENO) == 1}) {}

  ExitCode run() {
    const Interruption interruption;
    make_bed();
    bool cut_short = false;
    try {
      while (!done() && !cut_short) {
        if (bed_->is_spoiled()) make_bed();
        next_batch();
        progress_.advanced(
            {.done = done_, .counterexamples = examples_.size(), .elapsed = elapsed()});
        cut_short = interruption.happened();
      }
    } catch (const std::exception& error) {
      progress_.end();
      tell();
      throw;
    }
    progress_.end();
    tell();
    if (!examples_.empty()) return ExitCode::violated;
    return done() ? ExitCode::as_expected : ExitCode::harness_failed;
  }

 private:
  [[nodiscard]] bool done() const {
    return done_ >= names_.count() || found_ >= enough_counterexamples;
  }
  [[nodiscard]] std::chrono::milliseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began_);
  }

  void make_bed() {
    if (survey_) earlier_ = counts();
    survey_.reset();
    bed_.reset();
    bed_ = std::make_unique<TestBed>(
        TestBed::Options{.target = plan_.target, .keep_sandbox = plan_.keep_sandbox});
    survey_.emplace(*bed_, names_.expected());
  }

  void next_batch() {
    std::vector<std::string> batch;
    const std::uint64_t end = std::min(done_ + batch_size, names_.count());
    for (std::uint64_t i = done_; i < end; ++i) batch.push_back(names_.at(i));
    keep(survey_->try_out(batch));
    for (const std::string& name : batch) start_if_it_is_its_turn(name);
    done_ = end;
    if (done_ <= settled_in) memory_then_ = resident_memory();
  }

  void start_if_it_is_its_turn(const std::string& name) {
    if (plan_.start_one_in == 0 || names_.expected().of(name) != NameOutcome::passed_on) return;
    if (passed_on_++ % plan_.start_one_in != 0) return;
    if (auto example = survey_->start(name)) keep({*std::move(example)});
  }

  // Written as soon as it is known: what comes later may not come.
  void keep(const std::vector<Counterexample>& examples) {
    found_ += examples.size();
    for (const Counterexample& example : examples) {
      const auto same = [&](const Counterexample& one) { return one.name == example.name; };
      if (std::ranges::any_of(examples_, same)) continue;
      examples_.push_back(example);
      progress_.say(printable(vector_line(example, NamesToTry::directory)));
      write_file(plan_.counterexamples, vector_file(examples_, NamesToTry::directory));
    }
  }

  [[nodiscard]] NameSurvey::Counts counts() const {
    const NameSurvey::Counts now = survey_ ? survey_->counts() : NameSurvey::Counts{};
    return {.refused = earlier_.refused + now.refused,
            .taken = earlier_.taken + now.taken,
            .started = earlier_.started + now.started,
            .canaries = earlier_.canaries + now.canaries,
            .executed = earlier_.executed + now.executed};
  }

  void tell() const {
    const TargetReady& facts = bed_->facts();
    const auto all = counts();
    const std::string source =
        plan_.names.replayed.empty() ? fmt::format("seed {}", plan_.names.seed) : "a file";
    std::cout << fmt::format(
                     "{} {} on containerd {}: {} of {} names of {}, edition {}, in {:.1f} s\n",
                     plan_.target, facts.target_version, facts.containerd_version, done_,
                     names_.count(), source, to_string(plan_.names.edition),
                     elapsed().count() / 1000.0)
              << fmt::format(
                     "  asked for {} to be refused and {} to be taken; started {} of these\n",
                     all.refused, all.taken, all.started)
              << fmt::format("  {} canaries stood where names could lead; executed: {}\n",
                             all.canaries, all.executed)
              << fmt::format("  memory {:.1f} MiB after the first names, {:.1f} MiB at the end\n",
                             memory_then_, resident_memory());
    if (done_ < names_.count()) {
      std::cout << (done() ? "  so many are enough: the rest was not tried\n"
                           : "  cut short: the rest was not tried\n");
    }
    std::cout << "  " << counted(examples_.size(), "name")
              << " treated otherwise than the rule says";
    if (!examples_.empty()) std::cout << ": " << printable(plan_.counterexamples.string());
    std::cout << std::endl;
  }

  const NamesPlan& plan_;
  const NamesToTry names_;
  NamesProgress progress_;
  std::unique_ptr<TestBed> bed_;
  std::optional<NameSurvey> survey_;
  NameSurvey::Counts earlier_;  // on beds that are gone
  std::vector<Counterexample> examples_;
  std::size_t found_ = 0;  // the same ones again included
  std::uint64_t done_ = 0;
  std::uint64_t passed_on_ = 0;
  double memory_then_ = 0;
  Clock::time_point began_ = Clock::now();
};

}  // namespace

ExitCode names_command(const NamesOptions& options) {
  const NamesPlan plan = names_plan_of(options);
  if (const std::string why = missing_for_sandboxed_target(plan.target); !why.empty()) {
    std::cerr << "plimsoll: " << why << "\n(`plimsoll doctor` tells the whole story)\n";
    return ExitCode::harness_failed;
  }
  fixtures::set_timeout_scale(plan.timeout_scale);
  return NamesRun(plan).run();
}

}  // namespace plimsoll::conformance
