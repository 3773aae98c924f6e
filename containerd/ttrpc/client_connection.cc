#include "containerd/ttrpc/client_connection.h"

#include <utility>

#include "containerd/ttrpc/connection_lost.h"
#include "containerd/ttrpc/envelope.h"

namespace plimsoll::ttrpc {
namespace {

namespace asio = boost::asio;

void end(Reply& reply, Answer answer) {
  if (!reply.answer) reply.answer = std::move(answer);
  reply.changed.notify();
}

std::uint32_t stream_of(const FrameParser::Event& event) {
  return std::visit([](const auto& it) { return it.stream; }, event);
}

}  // namespace

std::string what(const Request& request) { return request.service + "/" + request.method; }

ClientConnection::ClientConnection(Channel::Socket socket, std::string peer)
    : channel_(std::make_shared<Channel>(std::move(socket))), peer_(std::move(peer)) {}

asio::awaitable<void> ClientConnection::run() {
  const auto self = shared_from_this();
  while (co_await channel_->fill(parser_)) {
    while (auto event = parser_.next()) deliver(std::move(*event));
  }
  for (const auto& [stream, reply] : replies_) {
    reply->lost = true;
    reply->changed.notify();
  }
}

std::uint32_t ClientConnection::begin(const Request& request, std::uint8_t flags) {
  if (!channel_->open() || next_stream_ == 0xffff'ffff) throw_lost(what(request));
  auto bytes = encode(Frame{.stream = next_stream_,
                            .type = FrameType::request,
                            .flags = flags,
                            .payload = encode(request)});
  const auto stream = std::exchange(next_stream_, next_stream_ + 2);
  auto& reply = replies_[stream] = std::make_shared<Reply>(channel_->executor());
  reply->unary = flags == 0;
  channel_->push(std::move(bytes));
  return stream;
}

void ClientConnection::throw_lost(const std::string& what) const {
  throw ConnectionLost({.operation = "call",
                        .subject = what,
                        .cause = "the connection to " + peer_ + " is closed",
                        .remedy = {}});
}

void ClientConnection::deliver(FrameParser::Event event) {
  // Not known: abandoned, or never begun. Go's client only logs it.
  const auto found = replies_.find(stream_of(event));
  if (found == replies_.end()) return;
  auto& reply = *found->second;
  if (reply.answer) return;
  if (const auto* oversized = std::get_if<Oversized>(&event)) {
    return end(reply, failure(Code::resource_exhausted, oversized_message(oversized->length)));
  }
  auto& frame = std::get<Frame>(event);
  if (frame.type == FrameType::data) return deliver_data(reply, std::move(frame));
  if (frame.type != FrameType::response) return;
  auto answer = decode_answer(frame.payload);
  end(reply, answer ? std::move(*answer)
                    : failure(Code::internal,
                              "unmarshal response error: the payload is no ttrpc.Response"));
}

void ClientConnection::deliver_data(Reply& reply, Frame frame) {
  if (reply.unary) return end(reply, failure(Code::internal, "data received on a unary call"));
  if ((frame.flags & flag::no_data) == 0 && !reply.data.push(std::move(frame.payload))) {
    return end(reply,
               failure(Code::resource_exhausted, "more data than is kept for a slow reader"));
  }
  if ((frame.flags & flag::remote_closed) != 0) return end(reply, {});
  reply.changed.notify();
}

}  // namespace plimsoll::ttrpc
