#include "containerd/ttrpc/session.h"

#include <utility>

#include "containerd/ttrpc/envelope.h"

namespace plimsoll::ttrpc {
namespace {

Refusal refusal(std::uint32_t stream, std::string message) {
  return {.stream = stream,
          .status = {.code = Code::invalid_argument, .message = std::move(message)}};
}

bool has(const Frame& frame, std::uint8_t flag) { return (frame.flags & flag) != 0; }

}  // namespace

Decision Session::decide(FrameParser::Event event) {
  if (const auto* oversized = std::get_if<Oversized>(&event)) {
    return refuse_open(oversized->stream, {.code = Code::resource_exhausted,
                                           .message = oversized_message(oversized->length)});
  }
  return decide_frame(std::get<Frame>(std::move(event)));
}

Decision Session::decide_frame(Frame frame) {
  if (frame.stream % 2 == 0) {
    return refusal(frame.stream, "StreamID must be odd for client initiated streams");
  }
  switch (frame.type) {
    case FrameType::request:
      return decide_request(std::move(frame));
    case FrameType::data:
      return decide_data(std::move(frame));
    case FrameType::response:
      break;
  }
  return Ignored{};  // a type of a later version of the protocol, or a response, which no server
                     // asked for
}

Decision Session::decide_request(Frame frame) {
  if (frame.stream <= last_stream_) {
    // A call that is open on that stream goes on, and will be answered: it has done nothing wrong.
    return refusal(frame.stream, "StreamID cannot be re-used and must increment");
  }
  last_stream_ = frame.stream;
  auto request = ttrpc::decode_request(frame.payload);
  if (!request) {
    return refusal(frame.stream, "unmarshal request error: the payload is no ttrpc.Request");
  }
  const bool open = has(frame, flag::remote_open) && !has(frame, flag::remote_closed);
  const bool unary = !has(frame, flag::remote_open) && !has(frame, flag::remote_closed);
  open_[frame.stream] = unary ? Receiving::nothing : open ? Receiving::data : Receiving::no_more;
  return Opening{.stream = frame.stream,
                 .unary = unary,
                 .remote_closed = !open,
                 .request = std::move(*request)};
}

Decision Session::decide_data(Frame frame) {
  const auto found = open_.find(frame.stream);
  if (found == open_.end()) return refusal(frame.stream, "StreamID is no longer active");
  const auto invalid = [](const char* message) {
    return Status{.code = Code::invalid_argument, .message = message};
  };
  const bool closes = has(frame, flag::remote_closed);
  const bool has_data = !has(frame, flag::no_data);
  if (!frame.payload.empty() && (closes || !has_data)) {
    return refuse_open(frame.stream, invalid("data close message cannot include data"));
  }
  if (found->second == Receiving::nothing) {
    return refuse_open(frame.stream, invalid("data handling error: the call is unary"));
  }
  if (found->second == Receiving::no_more) {
    if (has_data)
      return refuse_open(frame.stream, invalid("data handling error: ttrpc: stream closed"));
    return Ignored{};  // closing twice is no harm
  }
  if (closes) found->second = Receiving::no_more;
  Message message{.stream = frame.stream, .data = std::nullopt, .closes = closes};
  if (has_data) message.data = std::move(frame.payload);
  return message;
}

Decision Session::refuse_open(std::uint32_t stream, Status status) {
  const bool was_open = open_.erase(stream) != 0;
  return Refusal{.stream = stream, .status = std::move(status), .ends_call = was_open};
}

}  // namespace plimsoll::ttrpc
