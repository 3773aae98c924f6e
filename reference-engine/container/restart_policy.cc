#include "reference-engine/container/restart_policy.h"

#include <algorithm>

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

// moby v28.5.2:daemon/internal/restartmanager/restartmanager.go
constexpr auto kShortest = 100ms;
constexpr std::chrono::milliseconds kLongest = 1min;
constexpr auto kStable = 10s;

bool fails_again(const RestartPolicy& policy, const HowItEnded& how) {
  const bool may_go_on = policy.most == 0 || how.restarts < policy.most;
  return how.exit_code != 0 && may_go_on;
}

}  // namespace

RestartPolicy restart_policy_in(const nlohmann::json& host_config) {
  const auto found = host_config.find("RestartPolicy");
  if (found == host_config.end() || !found->is_object()) return {};
  return {.name = found->value("Name", "no"), .most = found->value("MaximumRetryCount", 0)};
}

bool brings_back(const RestartPolicy& policy, const HowItEnded& how) {
  if (how.stopped_by_hand) return false;
  if (policy.name == "on-failure") return fails_again(policy, how);
  return policy.name == "always" || policy.name == "unless-stopped";
}

bool brings_back_at_boot(const RestartPolicy& policy, const HowItEnded& how) {
  return policy.name == "always" || brings_back(policy, how);
}

std::chrono::milliseconds pause_before_restart(std::chrono::milliseconds last,
                                               std::chrono::nanoseconds ran_for) {
  if (last <= 0ms || ran_for >= kStable) return kShortest;
  return std::min(last * 2, kLongest);
}

}  // namespace plimsoll::engine
