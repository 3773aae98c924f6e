#include "reference-engine/container/update_request.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

UpdateRequest accepted_update(const json& body) {
  return std::get<UpdateRequest>(parse_update_request(body));
}

TEST(UpdateRequest, KnowsNoRuntime) {
  const auto request = accepted_update(
      {{"Runtime", "/bin/true"}, {"HostConfig", {{"Runtime", "/bin/true"}}}, {"Memory", 7000000}});
  EXPECT_EQ(request.host_config, json({{"Memory", 7000000}}));
  EXPECT_TRUE(request.touches_resources);
}

TEST(UpdateRequest, TakesARestartPolicyAndLeavesOutWhatIsEmpty) {
  const auto request =
      accepted_update({{"RestartPolicy", {{"Name", "always"}}}, {"Memory", 0}, {"CpusetCpus", ""}});
  EXPECT_EQ(request.host_config,
            json({{"RestartPolicy", {{"Name", "always"}, {"MaximumRetryCount", 0}}}}));
  EXPECT_FALSE(request.touches_resources);
  EXPECT_EQ(accepted_update({{"RestartPolicy", {{"Name", ""}}}}).host_config, json::object());
}

TEST(UpdateRequest, OfAnotherShapeIsRefused) {
  for (const json& body :
       {json(), json(5), json::array(), json({{"Memory", "much"}}),
        json({{"RestartPolicy", "always"}}), json({{"RestartPolicy", {{"Name", 1}}}})}) {
    EXPECT_TRUE(std::holds_alternative<BadRequest>(parse_update_request(body))) << body.dump();
  }
}

}  // namespace
}  // namespace plimsoll::engine
