#include "reference-engine/stdio/broadcast.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

namespace plimsoll::engine {
namespace {

namespace asio = boost::asio;

Chunk chunk(Stream stream, std::string text) {
  Chunk made;
  made.stream = stream;
  made.bytes = std::make_shared<const std::string>(std::move(text));
  return made;
}

asio::awaitable<void> publish(Broadcast& broadcast, Chunk what, int& done) {
  co_await broadcast.publish(what);
  ++done;
}

asio::awaitable<void> read_to_the_end(std::shared_ptr<Broadcast::Listener> listener,
                                      std::string& into) {
  while (const auto piece = co_await listener->next()) into += *piece->bytes;
  into += "|";
}

class BroadcastTest : public testing::Test {
 protected:
  void settle() {
    context.restart();
    context.run_for(std::chrono::milliseconds(20));
  }
  void say(Stream stream, std::string text) {
    asio::co_spawn(context, publish(broadcast, chunk(stream, std::move(text)), published),
                   asio::detached);
  }

  asio::io_context context;
  Broadcast broadcast{context.get_executor()};
  int published = 0;
  std::string heard, heard_too;
};

TEST_F(BroadcastTest, EverybodyHearsTheStreamsTheyWant) {
  asio::co_spawn(context, read_to_the_end(broadcast.join({true, true}), heard), asio::detached);
  asio::co_spawn(context, read_to_the_end(broadcast.join({false, true}), heard_too),
                 asio::detached);
  say(Stream::standard_output, "out");
  say(Stream::standard_error, "err");
  settle();
  broadcast.end();
  settle();
  EXPECT_EQ(heard, "outerr|");
  EXPECT_EQ(heard_too, "err|");
}

TEST_F(BroadcastTest, ASlowListenerHoldsThePublisherUntilItReads) {
  auto slow = broadcast.join({true, true});
  say(Stream::standard_output, std::string(300 * 1024, 'x'));
  settle();
  EXPECT_EQ(published, 0);
  asio::co_spawn(context, read_to_the_end(slow, heard), asio::detached);
  settle();
  EXPECT_EQ(published, 1);
}

TEST_F(BroadcastTest, ASlowListenerThatLeavesHoldsNobody) {
  auto slow = broadcast.join({true, true});
  say(Stream::standard_output, std::string(300 * 1024, 'x'));
  settle();
  slow.reset();
  settle();
  EXPECT_EQ(published, 1);
}

TEST_F(BroadcastTest, AnEndedProcessWaitsForNobodyAndLosesNothing) {
  auto slow = broadcast.join({true, true});
  say(Stream::standard_output, std::string(300 * 1024, 'x'));
  settle();
  broadcast.wait_for_nobody();
  say(Stream::standard_output, "rest");
  settle();
  EXPECT_EQ(published, 2);
  broadcast.end();
  asio::co_spawn(context, read_to_the_end(slow, heard), asio::detached);
  settle();
  EXPECT_EQ(heard, std::string(300 * 1024, 'x') + "rest|");
}

TEST_F(BroadcastTest, WhoJoinsAfterTheEndHearsTheEnd) {
  broadcast.end();
  asio::co_spawn(context, read_to_the_end(broadcast.join({true, true}), heard), asio::detached);
  settle();
  EXPECT_EQ(heard, "|");
}

}  // namespace
}  // namespace plimsoll::engine
