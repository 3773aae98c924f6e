#pragma once

#include <map>
#include <memory>

#include "containerd/ttrpc/call_state.h"
#include "containerd/ttrpc/server.h"
#include "containerd/ttrpc/session.h"

namespace plimsoll::ttrpc {

// One client of a server: carries out what the Session decides.
class ServerConnection : public std::enable_shared_from_this<ServerConnection> {
 public:
  ServerConnection(Channel::Socket socket, std::shared_ptr<const Handler> handler);

  // Serves until the connection closes, and has cancelled its calls when it returns.
  boost::asio::awaitable<void> run();
  [[nodiscard]] Channel& channel() noexcept { return *channel_; }

 private:
  using CallState = std::shared_ptr<Call::State>;

  void act(Opening opening);
  void act(Message message);
  void act(Refusal refusal);
  void act(Ignored) {}
  void start_deadline(const CallState& call);
  static boost::asio::awaitable<void> handle(std::shared_ptr<ServerConnection> self,
                                             CallState call);
  void conclude(const CallState& call, const std::optional<Answer>& answer);
  void interrupt(std::uint32_t stream);
  void cancel_all();

  std::shared_ptr<Channel> channel_;
  std::shared_ptr<const Handler> handler_;
  Peer peer_;
  FrameParser parser_;
  Session session_;
  std::map<std::uint32_t, CallState> calls_;
};

}  // namespace plimsoll::ttrpc
