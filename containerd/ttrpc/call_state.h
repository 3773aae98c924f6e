#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>

#include "containerd/ttrpc/call.h"
#include "containerd/ttrpc/channel.h"
#include "containerd/ttrpc/condition.h"
#include "containerd/ttrpc/inbox.h"
#include "containerd/ttrpc/session.h"

namespace plimsoll::ttrpc {

// What a call's handler and its connection share. Whoever sets `over` first has answered, or will
// never.
class Call::State {
 public:
  State(std::shared_ptr<Channel> channel, Peer peer, Opening opening)
      : channel(std::move(channel)),
        peer(peer),
        stream(opening.stream),
        unary(opening.unary),
        remote_closed(opening.remote_closed),
        request(std::move(opening.request)),
        changed(this->channel->executor()) {}

  // The bytes that end the stream with this answer.
  [[nodiscard]] std::string last_frame(const Answer& answer) const;
  // A message came, or the client's last one; wakes receive(). False when the inbox is full.
  bool deliver(Message message);
  // The handler is told to stop; what it returns goes nowhere.
  void cancel();

  std::shared_ptr<Channel> channel;
  Peer peer;
  std::uint32_t stream;
  bool unary;
  bool remote_closed;
  bool sent_data = false;
  bool over = false;
  Request request;
  Inbox inbox;
  Condition changed;
  std::optional<boost::asio::steady_timer> deadline;
  boost::asio::cancellation_signal cancellation;
};

// A response frame; an answer too long for one becomes a ResourceExhausted.
[[nodiscard]] std::string response_frame(std::uint32_t stream, const Answer& answer);

}  // namespace plimsoll::ttrpc
