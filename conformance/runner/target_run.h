#pragma once

#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/runner/orchestrator.h"
#include "conformance/runner/repeats.h"
#include "conformance/runner/worker_message.h"
#include "conformance/runner/worker_process.h"

namespace plimsoll::conformance {

// One target's cases on their way through the workers. Used by Orchestrator only.
class TargetRun {
 public:
  TargetRun(const RunPlan& plan, TerminalReporter& reporter, std::string target);

  [[nodiscard]] Orchestrator::Result run(const Interruption& interruption);

 private:
  using Clock = std::chrono::steady_clock;

  struct Worker {
    std::unique_ptr<WorkerProcess> process;
    LineBuffer lines;
    std::vector<std::string> hand;       // dealt out
    std::vector<std::string> remaining;  // of the hand, not yet run in this round
    int round = 1;                       // of plan.repeat
    int rounds_of_process = 0;           // that the process was started for and are still to come
    std::string current;                 // the case that is running; empty between cases
    std::string engine_log;
    Clock::time_point deadline;
    bool did_something = false;  // since it was started; one that never does is not started again
  };

  void learn_edition(const Interruption& interruption);
  void deal_out();
  void work(const Interruption& interruption);
  void set_not_applicable_aside();
  void settle_what_was_cut_short();
  void start(Worker& worker);
  [[nodiscard]] bool wait_for_something(const Interruption& interruption);  // false: interrupted
  void read(Worker& worker);
  void take(Worker& worker, const WorkerMessage& message);
  void has_run(Worker& worker, const std::string& case_name);
  void worker_ended(Worker& worker, const std::string& how);
  void time_is_up(Worker& worker);
  void go_on_without_current(Worker& worker, const std::string& cause);
  void settle_run(Outcome outcome);  // one of plan.repeat
  void settle(Outcome outcome);
  void give_up(const std::string& cause);
  [[nodiscard]] Outcome broken(const std::string& case_name, const std::string& cause) const;
  [[nodiscard]] std::string keep_engine_log(const Worker& worker) const;
  [[nodiscard]] Orchestrator::Result result() const;

  const RunPlan& plan_;
  TerminalReporter& reporter_;
  std::string target_;
  Edition edition_;
  std::string prefix_;           // of this target's evidence in the report
  std::filesystem::path place_;  // the same as a path
  std::map<std::string, const CaseDescription*> descriptions_;
  std::map<std::string, Outcome> outcomes_;
  Repeats repeats_;
  std::vector<std::string> to_run_;
  std::list<Worker> workers_;
  TargetReady facts_;
  std::string cannot_work_;
  bool interrupted_ = false;
  Clock::time_point started_ = Clock::now();
};

}  // namespace plimsoll::conformance
