#include <benchmark/benchmark.h>

#include <string>

#include "hack/bench/contender.h"
#include "hack/bench/registration.h"
#include "hack/bench/resident_memory.h"
#include "hack/bench/rounds.h"
#include "hack/bench/stopwatch.h"

namespace plimsoll::bench {
namespace {

void record(benchmark::State& state, const Contender& contender, const std::string& when) {
  const auto engine = resident_memory(listener_of(contender.engine().socket()));
  const auto containerd = resident_memory(listener_of(contender.containerd().socket()));
  state.counters["engine_" + when + "_kib"] = static_cast<double>(engine.all);
  state.counters["engine_" + when + "_anonymous_kib"] = static_cast<double>(engine.anonymous);
  state.counters["containerd_" + when + "_kib"] = static_cast<double>(containerd.all);
}

void measure(benchmark::State& state, Daemon daemon) {
  state.SetIterationTime(time_of([&] {
                           Contender contender(daemon);
                           record(state, contender, "started");
                           contender.load_image();
                           contender.run_to_success(contender.docker_run());
                           record(state, contender, "used");
                         }).count());
}

}  // namespace

void register_memory_rounds(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (const Daemon daemon : every_daemon) {
      register_round({"Memory", to_string(daemon), round},
                     [daemon](benchmark::State& state) { measure(state, daemon); });
    }
  }
}

}  // namespace plimsoll::bench
