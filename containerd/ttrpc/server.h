#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "containerd/ttrpc/call.h"

namespace plimsoll::ttrpc {

// Answers one call. What it throws is answered too: a StatusError as it is, any other exception as
// Code::unknown with its what(). Nothing: no answer is sent.
//
// It is cancelled (Asio's terminal cancellation) when its connection closes or the client's time is
// up; then the client has been told DeadlineExceeded. A handler that must run to its end says so
// first:
//   co_await boost::asio::this_coro::reset_cancellation_state(boost::asio::disable_cancellation());
using Handler = std::function<boost::asio::awaitable<std::optional<Answer>>(Call&)>;

// Serves any number of connections, and on each any number of calls at once, each a coroutine of
// its own.
//
//   Server server(co_await this_coro::executor, services);   // service.h
//   co_spawn(executor, server.serve(std::move(acceptor)), detached);
//   ...
//   co_await server.stop();
//
// Executor and everything here belong to one thread; there are no locks. Handlers that still run
// when the server is destroyed keep alive what they need of it.
class Server {
 public:
  Server(boost::asio::any_io_executor executor, Handler handler);
  ~Server();  // closes every connection

  // Accepts until stop().
  boost::asio::awaitable<void> serve(boost::asio::local::stream_protocol::acceptor acceptor);
  // Serves one connected socket, e.g. of a socketpair.
  void adopt(boost::asio::local::stream_protocol::socket socket);
  // Accepts no more, writes the answers that are given already, closes the connections. A peer that
  // does not read is waited for no longer than `patience`. Calls without an answer are cancelled,
  // the caller's own too if it is a handler.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds patience = std::chrono::seconds(1));

  [[nodiscard]] std::size_t connections() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace plimsoll::ttrpc
