// What the fixtures and the engines cost, measured side by side.
//
//   fixtures_benchmark [--soak=COUNT] --benchmark_out=figures.json --benchmark_out_format=json
//
// compare.py makes ratios and a page of it. Needs root, as every sandbox does.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string_view>

#include "errors/error.h"
#include "hack/bench/rounds.h"
#include "hack/bench/timed_call.h"

int main(int argc, char** argv) {
  using namespace plimsoll::bench;
  if (argc > 3 && std::string_view(argv[1]) == timed_call) return make_timed_call(argv + 2);
  benchmark::Initialize(&argc, argv);
  ShimRounds shims;
  if (argc == 2 && std::string_view(argv[1]).starts_with("--soak=")) {
    shims.soak = std::atoi(argv[1] + std::strlen("--soak="));
    --argc;
  }
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  try {
    constexpr int kRounds = 30;
    constexpr int kMemoryRounds = 5;
    register_start_rounds(kRounds);
    register_memory_rounds(kMemoryRounds);
    const auto contenders = register_container_rounds(kRounds);
    const auto shim_contenders = register_shim_rounds(shims);
    benchmark::RunSpecifiedBenchmarks();
  } catch (const plimsoll::Error& error) {
    std::cerr << "fixtures_benchmark: " << error.what() << '\n';
    return 3;
  }
  benchmark::Shutdown();
  return 0;
}
