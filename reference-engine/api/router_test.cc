#include "reference-engine/api/router.h"

#include <gtest/gtest.h>

namespace plimsoll::engine::api {
namespace {

using http::verb;

Router routes() {
  Router router;
  const Handler none = [](Exchange&) -> boost::asio::awaitable<void> { co_return; };
  router.add(verb::get, "/containers/{id}/json", none);
  router.add(verb::delete_, "/containers/{id}", none);
  router.add(verb::get, "/images/{name...}/json", none);
  router.add(verb::get, "/images/json", none);
  return router;
}

TEST(Router, FindsTheHandlerAndDecodesParameters) {
  const auto match = routes().find(verb::get, "/containers/a%2Fb/json");
  EXPECT_NE(match.handler, nullptr);
  EXPECT_EQ(match.parameters.at("id"), "a/b");
}

TEST(Router, LetsANameTakeSeveralSegments) {
  EXPECT_EQ(routes().find(verb::get, "/images/local/busy/box:1/json").parameters.at("name"),
            "local/busy/box:1");
  EXPECT_TRUE(routes().find(verb::get, "/images/json").parameters.empty());
}

TEST(Router, KnowsAPathServedByAnotherMethod) {
  const auto match = routes().find(verb::post, "/containers/x");
  EXPECT_EQ(match.handler, nullptr);
  EXPECT_TRUE(match.path_known);
}

TEST(Router, DoesNotTakeAnEmptySegmentForAParameter) {
  EXPECT_FALSE(routes().find(verb::get, "/containers//json").path_known);
  EXPECT_FALSE(routes().find(verb::get, "/nothing").path_known);
  EXPECT_FALSE(routes().find(verb::get, "").path_known);
}

}  // namespace
}  // namespace plimsoll::engine::api
