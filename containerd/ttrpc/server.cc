#include "containerd/ttrpc/server.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cerrno>
#include <utility>
#include <vector>

#include "containerd/ttrpc/server_connection.h"

namespace plimsoll::ttrpc {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace {

using Connection = std::shared_ptr<ServerConnection>;

// Asio's accept leaves the descriptor open across exec, and a shim executes a lot.
std::optional<stream_protocol::socket> accept(stream_protocol::acceptor& acceptor,
                                              const asio::any_io_executor& executor) {
  const int fd =
      ::accept4(acceptor.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return std::nullopt;
  return stream_protocol::socket(executor, stream_protocol(), fd);
}

bool out_of_resources(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

bool harmless(int error) {
  return error == EAGAIN || error == EINTR || error == ECONNABORTED || error == EPERM;
}

}  // namespace

struct Server::State {
  State(asio::any_io_executor executor, Handler handler)
      : executor(std::move(executor)),
        handler(std::make_shared<const Handler>(std::move(handler))) {}

  void add(stream_protocol::socket socket) {
    auto connection = std::make_shared<ServerConnection>(std::move(socket), handler);
    connections.push_back(connection);
    asio::co_spawn(executor, connection->run(),
                   [connection, list = std::weak_ptr(self.lock())](const std::exception_ptr&) {
                     if (const auto state = list.lock()) std::erase(state->connections, connection);
                   });
  }

  void close_all() {
    for (const auto& connection : connections) connection->channel().close();
  }

  std::weak_ptr<State> self;
  asio::any_io_executor executor;
  std::shared_ptr<const Handler> handler;
  std::vector<Connection> connections;
  std::vector<stream_protocol::acceptor*> acceptors;
  bool stopping = false;
};

Server::Server(asio::any_io_executor executor, Handler handler)
    : state_(std::make_shared<State>(std::move(executor), std::move(handler))) {
  state_->self = state_;
}

Server::~Server() {
  state_->stopping = true;
  error_code ignored;
  for (auto* acceptor : state_->acceptors) acceptor->close(ignored);
  state_->close_all();
}

void Server::adopt(stream_protocol::socket socket) { state_->add(std::move(socket)); }

asio::awaitable<void> Server::serve(stream_protocol::acceptor acceptor) {
  const auto state = state_;
  state->acceptors.push_back(&acceptor);
  const auto leave = [&](void*) { std::erase(state->acceptors, &acceptor); };
  const std::unique_ptr<void, decltype(leave)> listed(&acceptor, leave);
  acceptor.non_blocking(true);
  while (!state->stopping) {
    (void)co_await acceptor.async_wait(stream_protocol::acceptor::wait_read,
                                       asio::as_tuple(asio::use_awaitable));
    if (state->stopping) break;
    if (auto socket = accept(acceptor, state->executor)) {
      state->add(std::move(*socket));
    } else if (const int error = errno; out_of_resources(error)) {
      // The kernel does not tell when there is room again.
      asio::steady_timer pause(state->executor, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::use_awaitable);
    } else if (!harmless(error)) {
      throw boost::system::system_error(error, boost::system::system_category(), "accept");
    }
  }
}

asio::awaitable<void> Server::stop(std::chrono::milliseconds patience) {
  const auto state = state_;
  state->stopping = true;
  error_code ignored;
  for (auto* acceptor : state->acceptors) acceptor->close(ignored);
  asio::steady_timer limit(state->executor, patience);
  limit.async_wait([state](error_code error) {
    if (!error) state->close_all();
  });
  const auto connections = state->connections;
  for (const auto& connection : connections) co_await connection->channel().flushed();
  state->close_all();
}

std::size_t Server::connections() const { return state_->connections.size(); }

}  // namespace plimsoll::ttrpc
