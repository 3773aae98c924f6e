#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <memory>

#include "conformance/cases/judge.h"
#include "conformance/cases/registration.h"
#include "conformance/cases/test_bed.h"
#include "conformance/command/commands.h"
#include "conformance/runner/worker_message.h"
#include "fixtures/patience/patience.h"

namespace plimsoll::conformance {
namespace {

// The way to the orchestrator. Without one (a person runs a worker under a debugger) GoogleTest's
// own output is all there is.
class Messages {
 public:
  explicit Messages(int descriptor) : descriptor_(descriptor) {
    // Nothing that is started here may hold the pipe open after us.
    if (descriptor_ >= 0) fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
  }

  void send(const WorkerMessage& message) const {
    if (descriptor_ < 0) return;
    const std::string line = to_line(message);
    for (std::size_t sent = 0; sent < line.size();) {
      const ssize_t count = write(descriptor_, line.data() + sent, line.size() - sent);
      if (count <= 0) _exit(static_cast<int>(ExitCode::harness_failed));  // nobody listens
      sent += static_cast<std::size_t>(count);
    }
  }

 private:
  int descriptor_;
};

void listen_with(const Messages& messages, int descriptor) {
  if (descriptor < 0) return;
  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  delete listeners.Release(listeners.default_result_printer());
  listeners.Append(new Judge(
      {.started = [&messages](const std::string& name) { messages.send(CaseStarted{name}); },
       .ended = [&messages](const Outcome& outcome) { messages.send(CaseEnded{outcome}); }}));
}

// GoogleTest counts from 0, and anew in each process.
class Rounds final : public testing::EmptyTestEventListener {
 public:
  explicit Rounds(int first) : first_(first), now_(first) {}
  void OnTestIterationStart(const testing::UnitTest&, int iteration) override {
    now_ = first_ + iteration;
  }
  [[nodiscard]] int now() const { return now_; }

 private:
  int first_;
  int now_;
};

void initialise_googletest(const WorkerOptions& options) {
  std::vector<std::string> words = {"plimsoll"};
  words.insert(words.end(), options.gtest_arguments.begin(), options.gtest_arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  auto argc = static_cast<int>(argv.size());
  argv.push_back(nullptr);
  // The orchestrator has dealt the cases out already.
  unsetenv("GTEST_TOTAL_SHARDS");
  unsetenv("GTEST_SHARD_INDEX");
  testing::InitGoogleTest(&argc, argv.data());
}

}  // namespace

ExitCode worker_command(const WorkerOptions& options) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // no worker outlives its orchestrator, however that ends
  fixtures::set_timeout_scale(options.timeout_scale);
  const Messages messages(options.messages);
  initialise_googletest(options);
  const auto make_bed = [&] {
    auto bed = std::make_unique<TestBed>(
        TestBed::Options{.target = options.target, .keep_sandbox = options.keep_sandbox});
    messages.send(bed->facts());
    return bed;
  };
  std::unique_ptr<TestBed> bed;
  try {
    bed = make_bed();
  } catch (const std::exception& error) {
    messages.send(CannotWork{error.what()});
    return ExitCode::harness_failed;
  }
  const auto clean_bed = [&]() -> TestBed& {
    // There is none when the last attempt to make one has failed.
    if (bed == nullptr || bed->is_spoiled()) {
      bed.reset();
      bed = make_bed();
    }
    return *bed;
  };
  auto* const rounds = new Rounds(options.round);  // GoogleTest's from here on
  testing::UnitTest::GetInstance()->listeners().Append(rounds);
  register_with_googletest({.bed = clean_bed,
                            .report = options.report,
                            .order = Order::parse(options.order).value_or(Order{}),
                            .round = [rounds] { return rounds->now(); }});
  listen_with(messages, options.messages);
  const int failed = RUN_ALL_TESTS();
  return failed == 0 ? ExitCode::as_expected : ExitCode::violated;
}

}  // namespace plimsoll::conformance
