#pragma once

#include <sys/types.h>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>

#include "containerd/ttrpc/request.h"

namespace plimsoll::ttrpc {

// Who is at the other end (SO_PEERCRED). A peer in another pid namespace has pid 0.
struct Peer {
  pid_t pid = 0;
  uid_t uid = 0;
  gid_t gid = 0;
};

// One request at a server, from its arrival to its answer.
//
//   awaitable<std::optional<Answer>> sum(Call& call) {         // a stream: the client sends
//   numbers, the answer is their sum
//     int sum = 0;
//     while (auto number = co_await call.receive()) sum += std::stoi(*number);
//     Answer answer{.status = {}, .payload = std::to_string(sum)};
//     co_return answer;
//   }
//
// It stays valid when the connection is gone: then receive(), send() and write() throw StatusError
// with `cancelled`.
class Call {
 public:
  class State;
  explicit Call(std::shared_ptr<State> state);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  [[nodiscard]] const Request& request() const;
  [[nodiscard]] const Peer& peer() const;
  // False when it has been answered without the handler: its time is up, its connection gone, its
  // client out of line.
  [[nodiscard]] bool active() const;

  // Streams: the client's next data message, nothing once it has closed its side. The payload of
  // the request itself is not among them. A call whose client sends more than is kept (inbox.h) is
  // over.
  boost::asio::awaitable<std::optional<std::string>> receive();
  // Streams: a data message to the client. A handler that has sent some and returns OK without
  // payload ends the stream with an empty data frame, as Go's does, since Go's clients would take a
  // response for one more message.
  boost::asio::awaitable<void> send(std::string payload);

  // For programs that test clients. The bytes of the response frame on this stream:
  [[nodiscard]] std::string frame_for(const Answer& answer) const;
  // Verbatim bytes onto the connection, never within another frame; resumes when the kernel has
  // them.
  boost::asio::awaitable<void> write(std::string bytes);

 private:
  std::shared_ptr<State> state_;
};

}  // namespace plimsoll::ttrpc
