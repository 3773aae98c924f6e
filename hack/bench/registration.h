#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <string>

namespace plimsoll::bench {

// Named GROUP/CONTENDER/NUMBER in the results.
struct Round {
  std::string group;
  std::string contender;
  int number = 0;
};

// Runs once when its turn comes; the body sets the state's iteration time.
void register_round(const Round& round, std::function<void(benchmark::State&)> body);

}  // namespace plimsoll::bench
