#include "reference-engine/events/events.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

namespace plimsoll::engine {
namespace {

boost::asio::awaitable<void> take(std::shared_ptr<EventBus::Subscription> subscription, int count,
                                  std::string& taken) {
  for (int i = 0; i < count; ++i) taken += (co_await subscription->next()).action + " ";
}

TEST(EventBus, DeliversInOrderToWhoeverListens) {
  boost::asio::io_context context;
  EventBus bus(context.get_executor());
  std::string first;
  std::string second;
  boost::asio::co_spawn(context, take(bus.subscribe(), 2, first), boost::asio::detached);
  boost::asio::co_spawn(context, take(bus.subscribe(), 1, second), boost::asio::detached);
  bus.publish({.type = "container", .action = "create", .actor = "x"});
  bus.publish({.type = "container", .action = "start", .actor = "x"});
  context.run();
  EXPECT_EQ(first, "create start ");
  EXPECT_EQ(second, "create ");
}

TEST(EventBus, KeepsABoundedPast) {
  boost::asio::io_context context;
  EventBus bus(context.get_executor());
  for (int i = 0; i < 1000; ++i)
    bus.publish({.type = "t", .action = std::to_string(i), .actor = ""});
  EXPECT_EQ(bus.past().size(), 256U);
  EXPECT_EQ(bus.past().back().action, "999");
}

}  // namespace
}  // namespace plimsoll::engine
