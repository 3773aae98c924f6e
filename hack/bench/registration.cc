#include "hack/bench/registration.h"

#include <utility>

namespace plimsoll::bench {

void register_round(const Round& round, std::function<void(benchmark::State&)> body) {
  std::string name = round.group;
  name.append("/").append(round.contender).append("/").append(std::to_string(round.number));
  const auto once = [body = std::move(body)](benchmark::State& state) {
    for (auto _ : state) body(state);
  };
  benchmark::RegisterBenchmark(name.c_str(), once)
      ->Iterations(1)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

}  // namespace plimsoll::bench
