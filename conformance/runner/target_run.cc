#include "conformance/runner/target_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <type_traits>

#include "conformance/runner/selection.h"
#include "conformance/verdict/engine_identity.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

constexpr std::size_t log_slice = 4096;  // bytes of the engine's log that go into a cause

std::string tail_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (path.empty() || !file) return {};
  const auto size = static_cast<std::size_t>(file.tellg());
  file.seekg(static_cast<std::streamoff>(size - std::min(size, log_slice)));
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

int milliseconds_until(std::chrono::steady_clock::time_point moment) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(moment - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
}

}  // namespace

TargetRun::TargetRun(const RunPlan& plan, TerminalReporter& reporter, std::string target)
    : plan_(plan),
      reporter_(reporter),
      target_(std::move(target)),
      edition_(plan.edition),
      prefix_(evidence_prefix(plan, target_)),
      place_(plan.report / prefix_),
      repeats_(plan.repeat) {
  std::filesystem::create_directories(place_);
  for (const CaseDescription& description : plan_.cases) {
    descriptions_[description.full_name()] = &description;
  }
}

Orchestrator::Result TargetRun::run(const Interruption& interruption) {
  reporter_.target_started(target_, plan_.cases.size());
  try {
    if (plan_.edition_of_target) learn_edition(interruption);
    if (cannot_work_.empty() && !interrupted_) {
      set_not_applicable_aside();
      deal_out();
      work(interruption);
    }
  } catch (
      const std::exception& error) {  // out of space, memory, descriptors: what is known is kept
    give_up(error.what());
  }
  workers_.clear();
  settle_what_was_cut_short();
  reporter_.target_judged();
  return result();
}

void TargetRun::deal_out() {
  if (to_run_.empty()) return;
  reporter_.runs_begin(to_run_.size() * static_cast<std::size_t>(plan_.repeat));
  for (auto& hand : dealt_out(ordered(to_run_, plan_.order), plan_.jobs)) {
    Worker& worker = workers_.emplace_back();
    worker.hand = std::move(hand);
    worker.remaining = worker.hand;
    start(worker);
    if (!cannot_work_.empty()) return;
  }
}

void TargetRun::work(const Interruption& interruption) {
  while (cannot_work_.empty() && !workers_.empty() && wait_for_something(interruption)) {
    std::erase_if(workers_, [](const Worker& worker) { return !worker.process; });
  }
}

// A worker without a case tells who the target is, and goes.
void TargetRun::learn_edition(const Interruption& interruption) {
  for (const CaseDescription& description : plan_.cases) {
    to_run_.push_back(description.full_name());
  }
  Worker& scout = workers_.emplace_back();
  start(scout);
  scout.rounds_of_process = 0;
  work(interruption);
  if (!cannot_work_.empty() || interrupted_) return;
  const auto edition = edition_of({.engine = facts_.engine,
                                   .version = facts_.target_version,
                                   .api_version = facts_.api_version});
  if (!edition) {
    give_up(
        "it does not say which API it speaks, so no edition can be told from it (name one "
        "with --edition)");
    return;
  }
  edition_ = *edition;
  to_run_.clear();
}

// Of cases that ran, though not so often as they should have: what is known is kept.
void TargetRun::settle_what_was_cut_short() {
  for (const std::string& name : to_run_) {
    if (outcomes_.contains(name)) continue;
    if (auto so_far = repeats_.so_far(name); so_far) {
      so_far->reason += fmt::format("{}cut short before run {} (--repeat {})",
                                    so_far->reason.empty() ? "" : "; ", plan_.repeat, plan_.repeat);
      if (so_far->verdict == Verdict::pass) so_far->verdict = Verdict::broken;
      settle(*std::move(so_far));
    }
  }
}

void TargetRun::set_not_applicable_aside() {
  for (const CaseDescription& description : plan_.cases) {
    const std::string name = description.full_name();
    if (description.holds_in(edition_)) {
      to_run_.push_back(name);
      continue;
    }
    settle({.case_name = name,
            .verdict = Verdict::not_applicable,
            .reason = fmt::format("edition {} does not promise it", to_string(edition_))});
  }
}

void TargetRun::start(Worker& worker) {
  // A round that was cut short is finished first; then all of them come again.
  const bool whole_round = worker.remaining.size() == worker.hand.size();
  worker.rounds_of_process = whole_round ? plan_.repeat - worker.round + 1 : 1;
  std::vector<std::string> arguments = {
      "worker",
      "--target",
      target_,
      "--report",
      place_,
      "--messages",
      std::to_string(WorkerProcess::message_descriptor),
      "--order",
      plan_.order.text(),
      "--round",
      std::to_string(worker.round),
      "--timeout-scale",
      fmt::format("{}", plan_.timeout_scale),
      fmt::format("--gtest_repeat={}", worker.rounds_of_process),
      fmt::format("--gtest_filter={}", fmt::join(worker.remaining, ":"))};
  if (plan_.keep_sandbox) arguments.emplace_back("--keep-sandbox");
  arguments.insert(arguments.end(), plan_.gtest_arguments.begin(), plan_.gtest_arguments.end());
  try {
    worker.process = std::make_unique<WorkerProcess>(WorkerProcess::Command{
        .program = plan_.program, .arguments = arguments, .log = place_ / "workers.log"});
  } catch (const Error& error) {  // no process, no space: what is known already is kept
    give_up(error.what());
    return;
  }
  worker.lines = {};
  worker.current.clear();
  worker.did_something = false;
  worker.deadline = Clock::now() + plan_.setup_timeout;
}

bool TargetRun::wait_for_something(const Interruption& interruption) {
  std::vector<pollfd> descriptors = {{interruption.descriptor(), POLLIN, 0}};
  Clock::time_point earliest = Clock::time_point::max();
  for (const Worker& worker : workers_) {
    descriptors.push_back({worker.process->messages(), POLLIN, 0});
    earliest = std::min(earliest, worker.deadline);
  }
  if (poll(descriptors.data(), descriptors.size(), milliseconds_until(earliest)) < 0 &&
      errno != EINTR) {
    throw Error::from_errno("wait for workers", "");
  }
  interrupted_ = descriptors[0].revents != 0;
  std::size_t at = 1;
  for (Worker& worker : workers_) {
    if (descriptors[at++].revents != 0) {
      read(worker);  // also when interrupted: a verdict that is in the pipe is not lost
    } else if (!interrupted_ && Clock::now() >= worker.deadline) {
      time_is_up(worker);
    }
    if (!cannot_work_.empty()) return false;
  }
  return !interrupted_;
}

void TargetRun::read(Worker& worker) {
  const std::string bytes = worker.process->read_messages();
  if (bytes.empty()) {
    worker_ended(worker, worker.process->how_it_ended());
    return;
  }
  try {
    for (const std::string& line : worker.lines.add(bytes)) take(worker, message_from(line));
  } catch (const Error& error) {
    worker.process->kill();
    go_on_without_current(worker, error.what());
  }
}

void TargetRun::take(Worker& worker, const WorkerMessage& message) {
  if (const auto* ready = std::get_if<TargetReady>(&message)) {
    facts_ = *ready;
    worker.engine_log = ready->engine_log;
  } else if (const auto* started = std::get_if<CaseStarted>(&message)) {
    worker.current = started->case_name;
    reporter_.case_started(worker.current);
  } else if (const auto* ended = std::get_if<CaseEnded>(&message)) {
    worker.current.clear();
    Outcome outcome = ended->outcome;
    if (!outcome.evidence.empty()) outcome.evidence = prefix_ + outcome.evidence;
    has_run(worker, outcome.case_name);
    settle_run(std::move(outcome));
  } else if (const auto* failure = std::get_if<CannotWork>(&message)) {
    give_up(failure->cause);
    return;
  }
  worker.did_something = true;
  worker.deadline = Clock::now() + plan_.case_timeout;
}

void TargetRun::has_run(Worker& worker, const std::string& case_name) {
  std::erase(worker.remaining, case_name);
  if (!worker.remaining.empty()) return;
  --worker.rounds_of_process;
  if (worker.round >= plan_.repeat) return;
  ++worker.round;
  worker.remaining = worker.hand;
}

void TargetRun::worker_ended(Worker& worker, const std::string& how) {
  const bool did_its_part =
      worker.did_something && worker.current.empty() && worker.rounds_of_process == 0;
  if (did_its_part) {
    worker.process.reset();
    if (!worker.remaining.empty()) start(worker);
    return;
  }
  go_on_without_current(worker, "the worker " + how);
}

void TargetRun::time_is_up(Worker& worker) {
  std::string cause = fmt::format("no verdict within {} s (--timeout)", plan_.case_timeout.count());
  if (!worker.did_something) {
    cause = fmt::format("the target was not ready within {} s (--timeout-scale)",
                        plan_.setup_timeout.count());
  }
  const std::string log = keep_engine_log(worker);
  if (!log.empty()) cause += "; the engine's last words:\n" + log;
  worker.process->kill();
  go_on_without_current(worker, cause);
}

void TargetRun::go_on_without_current(Worker& worker, const std::string& cause) {
  worker.process.reset();
  if (worker.current.empty() && !worker.did_something) {
    give_up(cause + " before it began; see " + (place_ / "workers.log").string());
    return;
  }
  // Between two cases nobody can say whose fault it was: the next one is taken as the culprit, so
  // that the rest gets its turn.
  const std::string culprit =
      worker.current.empty() ? worker.remaining.front() : std::move(worker.current);
  has_run(worker, culprit);
  settle_run(broken(culprit, cause));
  if (!worker.remaining.empty()) start(worker);
}

void TargetRun::settle_run(Outcome outcome) {
  reporter_.run_ended_of(outcome.case_name);
  if (auto whole = repeats_.add(std::move(outcome))) settle(*std::move(whole));
}

void TargetRun::settle(Outcome outcome) {
  const bool required = std::ranges::count(plan_.required_capabilities, outcome.lacking) > 0;
  if (outcome.verdict == Verdict::skip && required) {
    outcome.verdict = Verdict::fail;
    outcome.findings.push_back({.subject = "the capability " + outcome.lacking,
                                .expected = "is there (--require-capability)",
                                .seen = outcome.reason,
                                .where = {}});
  }
  if (!outcomes_.try_emplace(outcome.case_name, outcome).second) return;
  reporter_.case_ended({.description = *descriptions_.at(outcome.case_name),
                        .outcome = outcome,
                        .reproduce = reproduce_command(plan_, target_, outcome.case_name)});
}

void TargetRun::give_up(const std::string& cause) {
  cannot_work_ = cause;
  settle_what_was_cut_short();
  // One cause, told once by the caller; in the report each case that got no turn carries it.
  for (const std::string& name : to_run_) outcomes_.try_emplace(name, broken(name, cause));
}

Outcome TargetRun::broken(const std::string& case_name, const std::string& cause) const {
  Outcome outcome{.case_name = case_name, .verdict = Verdict::broken, .reason = cause};
  const std::string evidence = "evidence/" + case_name;
  if (std::filesystem::exists(place_ / evidence)) outcome.evidence = prefix_ + evidence;
  return outcome;
}

std::string TargetRun::keep_engine_log(const Worker& worker) const {
  std::string slice = tail_of(worker.engine_log);
  if (slice.empty() || worker.current.empty()) return slice;
  const auto directory = place_ / "evidence" / worker.current;
  std::filesystem::create_directories(directory);
  std::ofstream(directory / "engine.log", std::ios::binary) << slice;
  return slice;
}

Orchestrator::Result TargetRun::result() const {
  Orchestrator::Result all;
  all.interrupted = interrupted_;
  all.target.target = target_;
  all.target.edition = edition_;
  all.target.cannot_work = cannot_work_;
  all.target.filtered_out = plan_.filtered_out;
  all.target.flaky = repeats_.flaky();
  all.target.other_shards = plan_.other_shards;
  all.target.engine = facts_.engine;
  all.target.api_version = facts_.api_version;
  all.target.version = facts_.target_version;
  all.target.containerd_version = facts_.containerd_version;
  all.target.runtimes = facts_.runtimes;
  all.target.duration =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started_);
  for (const CaseDescription& description : plan_.cases) {
    const auto found = outcomes_.find(description.full_name());
    if (found == outcomes_.end()) {
      all.target.not_reached.push_back(description);
      continue;
    }
    all.target.cases.push_back(
        {.description = description,
         .outcome = found->second,
         .reproduce = reproduce_command(plan_, target_, description.full_name())});
  }
  return all;
}

}  // namespace plimsoll::conformance
