#include "reference-engine/api/attachment.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include "reference-engine/stdio/detach_keys.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using asio::awaitable;

awaitable<void> carry_input(std::shared_ptr<Attachment> attachment) {
  DetachKeys keys(attachment->detach_keys);
  std::array<char, 32 * 1024> buffer;
  for (;;) {
    const std::size_t count = co_await attachment->connection->read_some(asio::buffer(buffer));
    if (count == 0) break;
    const auto typed = keys.feed(std::string_view(buffer.data(), count));
    if (!typed.input.empty() && !co_await attachment->io->write_input(asio::buffer(typed.input))) {
      co_return;
    }
    if (typed.detached) {
      attachment->listener->end();
      co_return;
    }
  }
  co_await attachment->input_ended();
}

awaitable<void> carry_output(Attachment& attachment) {
  while (const auto chunk = co_await attachment.listener->next()) {
    const std::string bytes = on_the_wire(chunk->stream, *chunk->bytes, attachment.io->terminal());
    co_await attachment.connection->write(asio::buffer(bytes));
  }
  attachment.connection->shutdown_send();
}

}  // namespace

awaitable<void> run(std::shared_ptr<Attachment> attachment) {
  if (attachment->input) {
    // Ends with the connection, which is closed below.
    asio::co_spawn(co_await asio::this_coro::executor, carry_input(attachment),
                   [](const std::exception_ptr&) {});
  }
  try {
    co_await carry_output(*attachment);
  } catch (const boost::system::system_error&) {
    // The client has gone; the process has not.
  }
  attachment->connection->close();
}

std::string_view stream_type(bool terminal, ApiVersion version) {
  const bool told_apart = version >= ApiVersion{1, 42};
  return !terminal && told_apart ? "application/vnd.docker.multiplexed-stream"
                                 : "application/vnd.docker.raw-stream";
}

}  // namespace plimsoll::engine::api
