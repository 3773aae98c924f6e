#include <benchmark/benchmark.h>

#include <functional>
#include <memory>
#include <optional>

#include "hack/bench/contender.h"
#include "hack/bench/registration.h"
#include "hack/bench/rounds.h"
#include "hack/bench/stopwatch.h"

namespace plimsoll::bench {
namespace {

// Time: until it is ready. Counter: until it is gone again.
void measure(benchmark::State& state, const std::function<void()>& start,
             const std::function<void()>& end) {
  state.SetIterationTime(time_of(start).count());
  state.counters["torn_down_ms"] = milliseconds(time_of(end));
}

void sandbox_alone(benchmark::State& state) {
  std::unique_ptr<fixtures::Sandbox> sandbox;
  measure(
      state, [&] { sandbox = fixtures::Sandbox::start(); }, [&] { sandbox.reset(); });
}

void engine_in_sandbox(benchmark::State& state, Daemon daemon) {
  std::optional<Contender> contender;
  measure(
      state, [&] { contender.emplace(daemon); }, [&] { contender.reset(); });
}

}  // namespace

void register_start_rounds(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    register_round({"Start", "sandbox", round}, sandbox_alone);
    for (const Daemon daemon : every_daemon) {
      register_round({"Start", to_string(daemon), round},
                     [daemon](benchmark::State& state) { engine_in_sandbox(state, daemon); });
    }
  }
}

}  // namespace plimsoll::bench
