#include "containerd/ttrpc/client_stream.h"

#include <utility>

#include "containerd/ttrpc/client_connection.h"

namespace plimsoll::ttrpc {

namespace asio = boost::asio;

ClientStream::ClientStream(std::shared_ptr<ClientConnection> connection, std::uint32_t id,
                           std::string what)
    : connection_(std::move(connection)),
      id_(id),
      what_(std::move(what)),
      reply_(connection_->reply(id)) {}

ClientStream::ClientStream(ClientStream&&) noexcept = default;

ClientStream::~ClientStream() {
  if (connection_) connection_->forget(id_);
}

asio::awaitable<void> ClientStream::send(std::string payload) {
  auto bytes = encode(
      Frame{.stream = id_, .type = FrameType::data, .flags = 0, .payload = std::move(payload)});
  const bool written = co_await connection_->channel().write(std::move(bytes));
  if (!written) connection_->throw_lost(what_);
}

asio::awaitable<void> ClientStream::close_send() {
  auto bytes = encode(Frame{.stream = id_,
                            .type = FrameType::data,
                            .flags = flag::remote_closed | flag::no_data,
                            .payload = {}});
  const bool written = co_await connection_->channel().write(std::move(bytes));
  if (!written) connection_->throw_lost(what_);
}

asio::awaitable<std::optional<std::string>> ClientStream::receive() {
  while (true) {
    auto message = reply_->data.pop();
    if (message) co_return message;
    if (reply_->answer) {
      if (reply_->answer->status.code != Code::ok) throw StatusError(reply_->answer->status);
      co_return std::nullopt;
    }
    if (reply_->lost) connection_->throw_lost(what_);
    co_await reply_->changed.wait();
  }
}

asio::awaitable<Answer> ClientStream::answer() {
  while (!reply_->answer) {
    while (reply_->data.pop()) {
    }
    if (reply_->lost) connection_->throw_lost(what_);
    co_await reply_->changed.wait();
  }
  co_return *reply_->answer;
}

}  // namespace plimsoll::ttrpc
