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

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  plimsoll::bench::ShimRounds shims;
  if (argc == 2 && std::string_view(argv[1]).starts_with("--soak=")) {
    shims.soak = std::atoi(argv[1] + std::strlen("--soak="));
    --argc;
  }
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  try {
    constexpr int kRounds = 30;
    constexpr int kMemoryRounds = 5;
    plimsoll::bench::register_start_rounds(kRounds);
    plimsoll::bench::register_memory_rounds(kMemoryRounds);
    const auto contenders = plimsoll::bench::register_container_rounds(kRounds);
    const auto shim_contenders = plimsoll::bench::register_shim_rounds(shims);
    benchmark::RunSpecifiedBenchmarks();
  } catch (const plimsoll::Error& error) {
    std::cerr << "fixtures_benchmark: " << error.what() << '\n';
    return 3;
  }
  benchmark::Shutdown();
  return 0;
}
