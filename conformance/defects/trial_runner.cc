#include "conformance/defects/trial_runner.h"

#include <algorithm>
#include <mutex>
#include <sstream>
#include <thread>

#include "conformance/report/terminal_reporter.h"
#include "conformance/runner/orchestrator.h"

namespace plimsoll::conformance {
namespace {

using Outcomes = std::map<std::string, Outcome>;

// What passed leaves no evidence: of a hundred engines it would fill a disk, and prove nothing.
void keep_evidence_of_failures(const std::filesystem::path& report, const Outcome& outcome) {
  if (outcome.verdict != Verdict::pass || outcome.evidence.empty()) return;
  std::error_code ignored;
  std::filesystem::remove_all(report / outcome.evidence, ignored);
}

class TrialRun {
 public:
  TrialRun(const Trials& trials, const TrialOptions& options, const Interruption& interruption)
      : options_(options), interruption_(interruption) {
    for (const auto& [defect, cases] : trials) waiting_.push_back({defect, &cases});
    // What takes longest begins first.
    std::ranges::stable_sort(waiting_, {}, [](const Trial& one) { return one.cases->size(); });
  }

  Tried run() {
    {
      // A run of the orchestrator is blocking code, and waits for one worker most of the time.
      std::vector<std::jthread> hands;
      const std::size_t count = std::clamp<std::size_t>(options_.jobs, 1, waiting_.size());
      for (std::size_t i = 0; i < count; ++i) hands.emplace_back([this] { work(); });
    }
    if (failure_) std::rethrow_exception(failure_);
    return std::move(tried_);
  }

 private:
  struct Trial {
    std::string defect;
    const std::vector<CaseDescription>* cases;
  };

  void work() {
    try {
      while (const auto trial = next()) settle(*trial, outcomes_of(*trial));
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      waiting_.clear();
    }
  }

  std::optional<Trial> next() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) return std::nullopt;
    Trial trial = waiting_.back();
    waiting_.pop_back();
    return trial;
  }

  Outcomes outcomes_of(const Trial& trial) {
    RunPlan plan;
    plan.program = options_.program;
    plan.targets = {"defect=" + trial.defect};
    plan.cases = *trial.cases;
    plan.case_timeout = options_.case_timeout;
    plan.report = options_.report / trial.defect;
    std::ostringstream unheard;
    TerminalReporter reporter(unheard, {.tty = false, .report_directory = plan.report});
    const auto result = Orchestrator(plan, reporter, interruption_).run(plan.targets.front());
    Outcomes outcomes;
    for (const CaseResult& one : result.target.cases) {
      keep_evidence_of_failures(plan.report, one.outcome);
      outcomes[one.outcome.case_name] = one.outcome;
    }
    if (result.interrupted) stop();
    return outcomes;
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
  }

  void settle(const Trial& trial, Outcomes outcomes) {
    const std::lock_guard lock(mutex_);
    tried_[trial.defect] = std::move(outcomes);
    if (options_.tried) options_.tried(trial.defect, tried_.size());
  }

  const TrialOptions& options_;
  const Interruption& interruption_;
  std::mutex mutex_;  // everything below
  std::vector<Trial> waiting_;
  Tried tried_;
  std::exception_ptr failure_;
};

}  // namespace

Tried run_trials(const Trials& trials, const TrialOptions& options,
                 const Interruption& interruption) {
  return TrialRun(trials, options, interruption).run();
}

}  // namespace plimsoll::conformance
