// Client and server together: many calls at once, streams, a real listening socket.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/detached.hpp>
#include <filesystem>

#include "containerd/ttrpc/client.h"
#include "containerd/ttrpc/example_service.h"

namespace plimsoll::ttrpc {
namespace {

using namespace std::chrono_literals;

struct BothEnds {
  explicit BothEnds(Loop& loop) : BothEnds(loop, loop.pair()) {}
  BothEnds(Loop& loop, std::pair<stream_protocol::socket, stream_protocol::socket> sockets)
      : service(loop.executor()),
        server(loop.executor(), service.services()),
        client(std::move(sockets.first)) {
    server.adopt(std::move(sockets.second));
  }

  ExampleService service;
  Server server;
  Client client;
};

class Exchange : public testing::Test {
 protected:
  void with(std::function<awaitable<void>(BothEnds&)> body) {
    loop_.run([&]() -> awaitable<void> {
      BothEnds both(loop_);
      co_await body(both);
      both.service.release();  // it must outlive its calls
      co_await both.server.stop();
      co_await settle();
    });
  }
  Loop loop_;
};

TEST_F(Exchange, KeepsHundredsOfCallsApart) {  // R-TTRPC 15
  with([this](BothEnds& both) -> awaitable<void> {
    constexpr int calls = 400;
    int right = 0;
    Condition changed(loop_.executor());
    for (int i = 0; i < calls; ++i) {
      asio::co_spawn(
          loop_.executor(),
          [&, i]() -> awaitable<void> {
            // Lengths around what the kernel takes at once, in both directions.
            const auto value = std::string(static_cast<std::size_t>(i) * 997 % 50'000,
                                           static_cast<char>('a' + i % 26));
            wire::KeyValue request;
            request.set_key(std::to_string(i));
            request.set_value(value);
            const auto answer = co_await both.client.call<wire::KeyValue>(
                "example", i % 3 ? "Swap" : "Wait", request);
            right += i % 3 ? answer.key() == value && answer.value() == request.key()
                           : answer.value() == value;
            changed.notify();
          },
          asio::detached);
    }
    while (right < calls - (calls + 2) / 3) co_await changed.wait();
    EXPECT_EQ(both.service.waiting, (calls + 2) / 3);
    both.service.release();
    while (right < calls) co_await changed.wait();
  });
}

TEST_F(Exchange, StreamsBothWays) {
  with([](BothEnds& both) -> awaitable<void> {
    auto stream = both.client.open(example("Repeat"));
    for (int i = 0; i < 100; ++i) {
      co_await stream.send(std::to_string(i));
      EXPECT_EQ(co_await stream.receive(), std::to_string(i));
    }
    co_await stream.send("");
    EXPECT_EQ(co_await stream.receive(), "");
    co_await stream.close_send();
    EXPECT_EQ(co_await stream.receive(), std::nullopt);
    const Answer ok;
    EXPECT_EQ(co_await stream.answer(), ok);
  });
}

TEST_F(Exchange, SumsAStream) {
  with([](BothEnds& both) -> awaitable<void> {
    auto stream = both.client.open(example("Sum"));
    for (int i = 1; i <= 1000; ++i) co_await stream.send(std::to_string(i));
    co_await stream.close_send();
    EXPECT_EQ((co_await stream.answer()).payload, "500500");
  });
}

TEST_F(Exchange, TellsAStreamOfAnError) {
  with([](BothEnds& both) -> awaitable<void> {
    auto stream = both.client.open(example("Nobody"));
    EXPECT_EQ((co_await stream.answer()).status.code, Code::unimplemented);
    EXPECT_THROW((void)co_await stream.receive(), StatusError);
  });
}

TEST_F(Exchange, ServesWhoConnectsUntilItStops) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("plimsoll-ttrpc-" + std::to_string(::getpid()) + ".sock");
  std::filesystem::remove(path);
  loop_.run([&]() -> awaitable<void> {
    ExampleService service(loop_.executor());
    Server server(loop_.executor(), service.services());
    bool served = false;
    const stream_protocol::endpoint endpoint(path.string());
    stream_protocol::acceptor acceptor(loop_.executor(), endpoint);
    asio::co_spawn(loop_.executor(), server.serve(std::move(acceptor)),
                   [&](const std::exception_ptr& error) { served = error == nullptr; });
    std::vector<Client> clients;
    for (int i = 0; i < 50; ++i) clients.push_back(co_await Client::connect(path));
    for (auto& client : clients) {
      const auto answer = co_await client.ask(example("Swap", "a", "b"));
      EXPECT_EQ(value_of(answer), "a");
    }
    EXPECT_EQ(server.connections(), 50u);
    clients.pop_back();
    co_await settle();
    EXPECT_EQ(server.connections(), 49u);
    co_await server.stop();
    co_await settle();
    EXPECT_TRUE(served);
    EXPECT_FALSE(clients.front().connected());
    EXPECT_THROW((void)co_await Client::connect(path), ConnectionLost);
  });
  std::filesystem::remove(path);
}

TEST_F(Exchange, LeavesNoDescriptorOpenAcrossExec) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("plimsoll-ttrpc-" + std::to_string(::getpid()) + ".sock");
  std::filesystem::remove(path);
  const auto inheritable = [] {
    int count = 0;
    for (int fd = 3; fd < 256; ++fd) count += ::fcntl(fd, F_GETFD) == 0;
    return count;
  };
  loop_.run([&]() -> awaitable<void> {
    ExampleService service(loop_.executor());
    Server server(loop_.executor(), service.services());
    const stream_protocol::endpoint endpoint(path.string());
    stream_protocol::acceptor acceptor(loop_.executor(), endpoint);
    asio::co_spawn(loop_.executor(), server.serve(std::move(acceptor)), asio::detached);
    const int before = inheritable();
    auto client = co_await Client::connect(path);
    (void)co_await client.ask(example("Swap"));
    EXPECT_EQ(inheritable(), before);
    co_await server.stop();
  });
  std::filesystem::remove(path);
}

TEST_F(Exchange, EndsCallsOfBothSidesWhenTheClientGoes) {
  with([this](BothEnds& both) -> awaitable<void> {
    std::string result;
    asio::co_spawn(loop_.executor(), both.client.ask(example("Wait")),
                   [&](const std::exception_ptr& error, const Answer&) {
                     result = error ? "failed" : "answered";
                   });
    co_await settle();
    EXPECT_EQ(both.service.waiting, 1);
    both.client.close();
    co_await settle();
    EXPECT_EQ(result, "failed");
    EXPECT_EQ(both.service.cancelled, 1);
  });
}

// A program may end while it serves, with a handler and a call under way.
TEST(ExchangeOfALoop, MayEndInTheMiddle) {
  asio::io_context io;
  bool asking = false;
  asio::co_spawn(
      io,
      [&]() -> awaitable<void> {
        std::pair<stream_protocol::socket, stream_protocol::socket> sockets(io, io);
        asio::local::connect_pair(sockets.first, sockets.second);
        ExampleService service(io.get_executor());
        Server server(io.get_executor(), service.services());
        server.adopt(std::move(sockets.second));
        Client client(std::move(sockets.first));
        auto stream = client.open(example("Sum"));
        co_await stream.send("1");
        co_await settle();
        auto request = example("Silence");
        request.timeout = 1h;
        asking = true;
        (void)co_await client.ask(request);
      },
      asio::detached);
  while (!asking) io.run_one();
  io.poll();
}

}  // namespace
}  // namespace plimsoll::ttrpc
