#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "containerd/ttrpc/request.h"

namespace plimsoll::ttrpc {

class ClientConnection;
struct Reply;

enum class ClientData : std::uint8_t { follows, none };

// A stream at its client. It is abandoned when destroyed.
//
//   ClientStream stream = client.open({.service = "example.Sum", .method = "Add"});
//   co_await stream.send("1");
//   co_await stream.close_send();
//   Answer sum = co_await stream.answer();
class ClientStream {
 public:
  ClientStream(std::shared_ptr<ClientConnection> connection, std::uint32_t id, std::string what);
  ~ClientStream();
  ClientStream(ClientStream&&) noexcept;
  ClientStream& operator=(ClientStream&&) = delete;

  // Resumes when the kernel has it. Throws ConnectionLost, and ResourceExhausted for more than a
  // frame holds.
  boost::asio::awaitable<void> send(std::string payload);
  boost::asio::awaitable<void> close_send();
  // The server's next data message; nothing when it has ended the stream. Throws an answered error
  // as StatusError.
  boost::asio::awaitable<std::optional<std::string>> receive();
  // How the server ended the stream, which may be an error; data not received before is dropped.
  boost::asio::awaitable<Answer> answer();

 private:
  std::shared_ptr<ClientConnection> connection_;
  std::uint32_t id_;
  std::string what_;  // "containerd.task.v2.Task/Create", for errors
  std::shared_ptr<Reply> reply_;
};

}  // namespace plimsoll::ttrpc
