#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

namespace plimsoll::engine {

// Whether an ended container is brought back by itself.
//
//   const RestartPolicy policy = restart_policy_in(record.host_config);
//   if (brings_back(policy, {.exit_code = 1, .restarts = 2})) ...
struct RestartPolicy {
  std::string name = "no";  // "no", "always", "unless-stopped", "on-failure"
  int most = 0;             // restarts of "on-failure"; 0: without end
};

[[nodiscard]] RestartPolicy restart_policy_in(const nlohmann::json& host_config);

struct HowItEnded {
  int exit_code = 0;
  int restarts = 0;  // so far
  bool stopped_by_hand = false;
};

// The container has just ended (moby v28.5.2:daemon/internal/restartmanager ShouldRestart; a manual
// stop cancels every policy until the next start).
[[nodiscard]] bool brings_back(const RestartPolicy& policy, const HowItEnded& how);

// The engine has just started, and the container is one that ran before
// (moby v28.5.2:daemon/daemon.go restore). "always" means always: also after a stop by hand.
[[nodiscard]] bool brings_back_at_boot(const RestartPolicy& policy, const HowItEnded& how);

// How long to wait before it is started: twice as long each time, anew after a run of ten seconds.
[[nodiscard]] std::chrono::milliseconds pause_before_restart(std::chrono::milliseconds last,
                                                             std::chrono::nanoseconds ran_for);

}  // namespace plimsoll::engine
