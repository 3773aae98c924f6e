#pragma once

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "containerd/ttrpc/condition.h"
#include "containerd/ttrpc/envelope.h"
#include "containerd/ttrpc/frame.h"

// For tests: both ends of a connection on one thread.
namespace plimsoll::ttrpc {

namespace asio = boost::asio;
using asio::awaitable;
using asio::local::stream_protocol;

// The loop of one test. What the test started has to end with it: a coroutine that still waits for
// something fails it.
class Loop {
 public:
  template <class Body>
  void run(Body body) {
    std::exception_ptr error;
    bool done = false;
    asio::co_spawn(io_, body(), [&](std::exception_ptr thrown) {
      error = std::move(thrown);
      done = true;
    });
    io_.run_for(std::chrono::seconds(60));
    ASSERT_TRUE(done) << "the conversation hangs";
    if (error) std::rethrow_exception(error);
    ASSERT_TRUE(io_.stopped()) << "something still runs after its end";
  }

  [[nodiscard]] std::pair<stream_protocol::socket, stream_protocol::socket> pair() {
    std::pair<stream_protocol::socket, stream_protocol::socket> sockets(io_, io_);
    asio::local::connect_pair(sockets.first, sockets.second);
    return sockets;
  }
  [[nodiscard]] asio::any_io_executor executor() { return io_.get_executor(); }

 private:
  asio::io_context io_{1};
};

// Lets everything that can run do so.
inline awaitable<void> settle() {
  const auto executor = co_await asio::this_coro::executor;
  for (int i = 0; i < 100; ++i) {
    co_await asio::post(executor, asio::use_awaitable);
  }
}

// The end of a connection that speaks in bytes, and so may say anything.
class RawPeer {
 public:
  explicit RawPeer(stream_protocol::socket socket) : socket_(std::move(socket)) {}

  awaitable<void> send(std::string bytes) {
    co_await asio::async_write(socket_, asio::buffer(bytes), asio::use_awaitable);
  }
  awaitable<void> send_bytewise(std::string bytes) {
    for (const char byte : bytes) {
      co_await asio::async_write(socket_, asio::buffer(&byte, 1), asio::use_awaitable);
      co_await settle();
    }
  }

  // Nothing when the connection has ended.
  awaitable<std::optional<Frame>> receive() {
    while (true) {
      if (auto event = parser_.next()) co_return std::get<Frame>(std::move(*event));
      std::array<char, 65536> buffer;
      const auto [error, count] = co_await socket_.async_read_some(
          asio::buffer(buffer), asio::as_tuple(asio::use_awaitable));
      if (error) co_return std::nullopt;
      parser_.feed({buffer.data(), count});
    }
  }
  // The answer on a stream, which must be the next frame.
  awaitable<Answer> answer(std::uint32_t stream) {
    const auto frame = co_await receive();
    if (!frame) throw std::runtime_error("the connection ended");
    EXPECT_EQ(frame->stream, stream);
    EXPECT_EQ(frame->type, FrameType::response);
    co_return decode_answer(frame->payload).value();
  }
  void close() { socket_.close(); }
  void shutdown_send() { socket_.shutdown(stream_protocol::socket::shutdown_send); }
  [[nodiscard]] bool between_frames() const { return parser_.between_frames(); }

 private:
  stream_protocol::socket socket_;
  FrameParser parser_;
};

inline std::string request_frame(std::uint32_t stream, const Request& request,
                                 std::uint8_t flags = 0) {
  return encode(Frame{stream, FrameType::request, flags, encode(request)});
}

}  // namespace plimsoll::ttrpc
