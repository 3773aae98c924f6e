#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "containerd/ttrpc/channel.h"
#include "containerd/ttrpc/condition.h"
#include "containerd/ttrpc/inbox.h"
#include "containerd/ttrpc/request.h"

namespace plimsoll::ttrpc {

// What has come from the server on one stream.
struct Reply {
  explicit Reply(const boost::asio::any_io_executor& executor) : changed(executor) {}

  bool unary = true;
  Inbox data;
  std::optional<Answer> answer;  // the stream is over
  bool lost = false;             // the connection is over, and there will be no answer
  Condition changed;
};

// The client's end of a connection: gives each frame to the stream it belongs to.
class ClientConnection : public std::enable_shared_from_this<ClientConnection> {
 public:
  ClientConnection(Channel::Socket socket, std::string peer);

  // Reads until the connection ends, then tells every stream.
  boost::asio::awaitable<void> run();
  // Sends a request on a stream of its own; returns its id. Throws ConnectionLost, and
  // ResourceExhausted if it is too long.
  std::uint32_t begin(const Request& request, std::uint8_t flags);
  [[nodiscard]] std::shared_ptr<Reply> reply(std::uint32_t stream) const {
    return replies_.at(stream);
  }
  // What still comes on this stream is ignored.
  void forget(std::uint32_t stream) { replies_.erase(stream); }
  [[noreturn]] void throw_lost(const std::string& what) const;
  [[nodiscard]] Channel& channel() noexcept { return *channel_; }

 private:
  void deliver(FrameParser::Event event);
  void deliver_data(Reply& reply, Frame frame);

  std::shared_ptr<Channel> channel_;
  std::string peer_;
  FrameParser parser_;
  std::map<std::uint32_t, std::shared_ptr<Reply>> replies_;
  std::uint32_t next_stream_ = 1;
};

[[nodiscard]] std::string what(const Request& request);

}  // namespace plimsoll::ttrpc
