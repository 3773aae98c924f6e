#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <string>

#include "reference-engine/api/exchange.h"
#include "reference-engine/stdio/process_io.h"

namespace plimsoll::engine::api {

// One client connected with a process's streams over a hijacked connection.
struct Attachment {
  std::shared_ptr<ProcessIo> io;
  std::shared_ptr<Broadcast::Listener> listener;  // joined before the client was told to go on
  std::shared_ptr<Connection> connection;
  bool input = false;
  std::string detach_keys;  // as bytes; "" for none
  std::function<boost::asio::awaitable<void>()> input_ended;
};

// Returns when the process writes no more, or the client has detached or gone. The client's input
// ending is neither.
boost::asio::awaitable<void> run(std::shared_ptr<Attachment> attachment);

[[nodiscard]] std::string_view stream_type(bool terminal, ApiVersion version);

}  // namespace plimsoll::engine::api
