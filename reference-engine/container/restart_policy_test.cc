#include "reference-engine/container/restart_policy.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

TEST(RestartPolicy, BringsBackWhatItSays) {
  const struct {
    const char* name;
    int most;
    HowItEnded how;
    bool at_its_end;
    bool at_boot;
  } table[] = {
      {"no", 0, {.exit_code = 1}, false, false},
      {"", 0, {.exit_code = 1}, false, false},
      {"always", 0, {.exit_code = 0}, true, true},
      {"always", 0, {.exit_code = 0, .stopped_by_hand = true}, false, true},
      {"unless-stopped", 0, {.exit_code = 0}, true, true},
      {"unless-stopped", 0, {.exit_code = 0, .stopped_by_hand = true}, false, false},
      {"on-failure", 0, {.exit_code = 0}, false, false},
      {"on-failure", 0, {.exit_code = 3, .restarts = 99}, true, true},
      {"on-failure", 2, {.exit_code = 3, .restarts = 1}, true, true},
      {"on-failure", 2, {.exit_code = 3, .restarts = 2}, false, false},
      {"on-failure", 0, {.exit_code = 137, .stopped_by_hand = true}, false, false},
  };
  for (const auto& row : table) {
    const RestartPolicy policy{.name = row.name, .most = row.most};
    EXPECT_EQ(brings_back(policy, row.how), row.at_its_end) << row.name << row.how.exit_code;
    EXPECT_EQ(brings_back_at_boot(policy, row.how), row.at_boot) << row.name << row.how.exit_code;
  }
}

TEST(RestartPolicy, IsReadFromTheHostConfig) {
  const auto policy =
      restart_policy_in({{"RestartPolicy", {{"Name", "on-failure"}, {"MaximumRetryCount", 4}}}});
  EXPECT_EQ(policy.name, "on-failure");
  EXPECT_EQ(policy.most, 4);
  EXPECT_EQ(restart_policy_in(nlohmann::json::object()).name, "no");
}

TEST(RestartPolicy, WaitsLongerEachTime) {
  EXPECT_EQ(pause_before_restart(0ms, 1s), 100ms);
  EXPECT_EQ(pause_before_restart(100ms, 1s), 200ms);
  EXPECT_EQ(pause_before_restart(50s, 1s), 60s);
  EXPECT_EQ(pause_before_restart(50s, 11s), 100ms) << "it ran well for a while";
}

}  // namespace
}  // namespace plimsoll::engine
