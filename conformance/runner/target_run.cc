#include "conformance/runner/target_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <type_traits>

#include "conformance/runner/selection.h"
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
      prefix_(evidence_prefix(plan, target_)),
      place_(plan.report / prefix_) {
  std::filesystem::create_directories(place_);
  for (const CaseDescription& description : plan_.cases) {
    descriptions_[description.full_name()] = &description;
  }
}

Orchestrator::Result TargetRun::run(const Interruption& interruption) {
  reporter_.target_started(target_, plan_.cases.size());
  set_not_applicable_aside();
  if (!to_run_.empty()) {
    for (auto& hand : dealt_out(to_run_, plan_.jobs)) {
      Worker& worker = workers_.emplace_back();
      worker.remaining = std::move(hand);
      start(worker);
    }
  }
  while (!workers_.empty() && wait_for_something(interruption)) {
    std::erase_if(workers_, [](const Worker& worker) { return !worker.process; });
  }
  workers_.clear();
  Orchestrator::Result all = result();
  reporter_.target_ended(all.target);
  return all;
}

void TargetRun::set_not_applicable_aside() {
  for (const CaseDescription& description : plan_.cases) {
    const std::string name = description.full_name();
    if (description.holds_in(plan_.edition)) {
      to_run_.push_back(name);
      continue;
    }
    settle({.case_name = name,
            .verdict = Verdict::not_applicable,
            .reason = fmt::format("edition {} does not promise it", to_string(plan_.edition))});
  }
}

void TargetRun::start(Worker& worker) {
  std::vector<std::string> arguments = {
      "worker",
      "--target",
      target_,
      "--report",
      place_,
      "--messages",
      std::to_string(WorkerProcess::message_descriptor),
      fmt::format("--gtest_filter={}", fmt::join(worker.remaining, ":"))};
  if (plan_.keep_sandbox) arguments.emplace_back("--keep-sandbox");
  arguments.insert(arguments.end(), plan_.gtest_arguments.begin(), plan_.gtest_arguments.end());
  worker.process = std::make_unique<WorkerProcess>(WorkerProcess::Command{
      .program = plan_.program, .arguments = arguments, .log = place_ / "workers.log"});
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
    std::erase(worker.remaining, ended->outcome.case_name);
    worker.current.clear();
    Outcome outcome = ended->outcome;
    if (!outcome.evidence.empty()) outcome.evidence = prefix_ + outcome.evidence;
    settle(std::move(outcome));
  } else if (const auto* failure = std::get_if<CannotWork>(&message)) {
    give_up(failure->cause);
    return;
  }
  worker.did_something = true;
  worker.deadline = Clock::now() + plan_.case_timeout;
}

void TargetRun::worker_ended(Worker& worker, const std::string& how) {
  if (worker.remaining.empty() && worker.current.empty()) {
    worker.process.reset();
    return;
  }
  go_on_without_current(worker, "the worker " + how);
}

void TargetRun::time_is_up(Worker& worker) {
  std::string cause = fmt::format("no verdict within {} s (--timeout)", plan_.case_timeout.count());
  if (!worker.did_something) {
    cause = fmt::format("the target was not ready within {} s", plan_.setup_timeout.count());
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
  std::erase(worker.remaining, culprit);
  settle(broken(culprit, cause));
  if (!worker.remaining.empty()) start(worker);
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
  const auto [known, is_new] = outcomes_.try_emplace(outcome.case_name, outcome);
  if (!is_new && worse(known->second.verdict, outcome.verdict) != known->second.verdict) {
    known->second = outcome;
  }
  if (!is_new) return;
  reporter_.case_ended({.description = *descriptions_.at(outcome.case_name),
                        .outcome = outcome,
                        .reproduce = reproduce_command(plan_, target_, outcome.case_name)});
}

void TargetRun::give_up(const std::string& cause) {
  cannot_work_ = cause;
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
  all.target.edition = plan_.edition;
  all.target.cannot_work = cannot_work_;
  all.target.filtered_out = plan_.filtered_out;
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
