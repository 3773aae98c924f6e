#include "containerd/ttrpc/server_connection.h"

#include <sys/socket.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <utility>

namespace plimsoll::ttrpc {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

Peer peer_of(Channel::Socket& socket) {
  ucred credentials{};
  socklen_t size = sizeof(credentials);
  if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
    return {};
  return {.pid = credentials.pid, .uid = credentials.uid, .gid = credentials.gid};
}

}  // namespace

ServerConnection::ServerConnection(Channel::Socket socket, std::shared_ptr<const Handler> handler)
    : channel_(std::make_shared<Channel>(std::move(socket))),
      handler_(std::move(handler)),
      peer_(peer_of(channel_->socket())) {}

asio::awaitable<void> ServerConnection::run() {
  const auto self = shared_from_this();
  while (co_await channel_->fill(parser_)) {
    while (auto event = parser_.next()) {
      if (!channel_->open()) break;  // by a handler
      std::visit([this](auto&& decided) { act(std::move(decided)); },
                 session_.decide(std::move(*event)));
    }
    co_await channel_->room();
  }
  cancel_all();
}

void ServerConnection::act(Opening opening) {
  const auto call = std::make_shared<Call::State>(channel_, peer_, std::move(opening));
  calls_[call->stream] = call;
  if (call->request.timeout.count() < 0) {
    return conclude(call, failure(Code::deadline_exceeded, "context deadline exceeded"));
  }
  if (call->request.timeout.count() > 0) start_deadline(call);
  asio::co_spawn(channel_->executor(), handle(shared_from_this(), call),
                 asio::bind_cancellation_slot(call->cancellation.slot(),
                                              [call](const std::exception_ptr&) {}));
}

void ServerConnection::start_deadline(const CallState& call) {
  call->deadline.emplace(channel_->executor());
  call->deadline->expires_after(call->request.timeout);
  call->deadline->async_wait([self = shared_from_this(), call](error_code error) {
    if (error || call->over) return;
    self->conclude(call, failure(Code::deadline_exceeded, "context deadline exceeded"));
    call->cancel();
  });
}

asio::awaitable<void> ServerConnection::handle(std::shared_ptr<ServerConnection> self,
                                               CallState state) {
  Call call(state);
  std::optional<Answer> answer;
  try {
    answer = co_await (*self->handler_)(call);
  } catch (const StatusError& error) {
    answer = Answer{.status = error.status(), .payload = {}};
  } catch (const std::exception& error) {
    answer = failure(Code::unknown, error.what());
  } catch (...) {
    answer = failure(Code::unknown, "the handler threw what is no exception");
  }
  self->conclude(state, answer);
}

// The one place where a call ends with an answer of ours; the first to come here is the one.
void ServerConnection::conclude(const CallState& call, const std::optional<Answer>& answer) {
  if (call->over) return;
  call->over = true;
  call->deadline.reset();
  session_.finished(call->stream);
  calls_.erase(call->stream);
  if (answer) channel_->push(call->last_frame(*answer));
}

void ServerConnection::act(Message message) {
  const auto found = calls_.find(message.stream);
  if (found == calls_.end()) return;
  const auto call = found->second;
  if (call->deliver(std::move(message))) return;
  conclude(call, failure(Code::invalid_argument, "data handling error: ttrpc: stream buffer full"));
  call->cancel();
}

void ServerConnection::act(Refusal refusal) {
  if (refusal.ends_call) interrupt(refusal.stream);
  channel_->push(
      response_frame(refusal.stream, {.status = std::move(refusal.status), .payload = {}}));
}

void ServerConnection::interrupt(std::uint32_t stream) {
  const auto found = calls_.find(stream);
  if (found == calls_.end()) return;
  const auto call = found->second;
  calls_.erase(found);
  call->cancel();
}

void ServerConnection::cancel_all() {
  const auto calls = std::exchange(calls_, {});
  for (const auto& [stream, call] : calls) call->cancel();
}

}  // namespace plimsoll::ttrpc
