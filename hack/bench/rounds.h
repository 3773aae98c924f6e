#pragma once

#include <memory>

namespace plimsoll::bench {

// Every measurement is made in rounds: A B C A B C ..., so that what else the machine is doing
// falls on all contenders alike, and a ratio can be taken within each round. Google Benchmark runs
// rounds in the order they are registered.

// Sandbox, containerd and engine: until they are ready, and until nothing of them is left.
void register_start_rounds(int rounds);
// Resident memory of the daemons, as counters; the time says nothing.
void register_memory_rounds(int rounds);
// A container's whole life: through the clients, and through HTTP alone. Starts both engines; keep
// what is returned until the rounds are over.
[[nodiscard]] std::shared_ptr<void> register_container_rounds(int rounds);

// Our shim beside containerd's own. Starts a containerd for each; keep what is returned likewise.
struct ShimRounds {
  int rounds = 30;
  int few = 5;      // of what takes seconds
  int soak = 1000;  // lives, and execs in one container
};
[[nodiscard]] std::shared_ptr<void> register_shim_rounds(const ShimRounds& rounds);

}  // namespace plimsoll::bench
