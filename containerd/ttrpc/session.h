#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "containerd/ttrpc/frame.h"
#include "containerd/ttrpc/request.h"

// A server's rules about streams, for one connection and without it.
namespace plimsoll::ttrpc {

struct Ignored {};  // nothing to do

// A call begins.
struct Opening {
  std::uint32_t stream = 0;
  bool unary = true;
  bool remote_closed = true;  // the client sends no data
  Request request;
};

// Data for a call that has begun.
struct Message {
  std::uint32_t stream = 0;
  std::optional<std::string> data;
  bool closes = false;  // and it was the last
};

// The client did what it must not: to be answered with this status on that stream. The connection
// stays.
struct Refusal {
  std::uint32_t stream = 0;
  Status status;
  bool ends_call = false;  // the call that was open on that stream is over, with this as its answer
};

using Decision = std::variant<Ignored, Opening, Message, Refusal>;

// What a frame means, given those before it.
//
//   Session session;
//   std::visit(overloaded{[](Opening& o) {...}, ...}, session.decide(std::move(frame)));
//   session.finished(stream);  // when its call has been answered
//
// The rules and texts are those of containerd/ttrpc main:server.go (serverConn.run), with three
// differences. Go's server delivers the data it then refuses as "data close message cannot include
// data"; it crashes on data for a unary call; and it ignores the body of a no-data frame that
// closes nothing. Here these are refused.
class Session {
 public:
  [[nodiscard]] Decision decide(FrameParser::Event event);
  // The call on this stream is over: data for it is refused from now on.
  void finished(std::uint32_t stream) { open_.erase(stream); }
  [[nodiscard]] std::size_t open_streams() const noexcept { return open_.size(); }

 private:
  enum class Receiving : std::uint8_t { nothing, data, no_more };  // nothing: it is a unary call

  Decision decide_frame(Frame frame);
  Decision decide_request(Frame frame);
  Decision decide_data(Frame frame);
  Decision refuse_open(std::uint32_t stream, Status status);

  std::uint32_t last_stream_ = 0;
  std::map<std::uint32_t, Receiving> open_;
};

}  // namespace plimsoll::ttrpc
