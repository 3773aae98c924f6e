#include "containerd/ttrpc/call.h"

#include <utility>

#include "containerd/ttrpc/call_state.h"
#include "containerd/ttrpc/envelope.h"

namespace plimsoll::ttrpc {
namespace asio = boost::asio;

std::string response_frame(std::uint32_t stream, const Answer& answer) {
  Frame frame{.stream = stream, .type = FrameType::response, .flags = 0, .payload = encode(answer)};
  if (frame.payload.size() > kMaxData) {
    const auto status = Status{.code = Code::resource_exhausted,
                               .message = oversized_message(frame.payload.size())};
    frame.payload = encode(Answer{.status = status, .payload = {}});
  }
  return encode(frame);
}

std::string Call::State::last_frame(const Answer& answer) const {
  if (sent_data && answer.status.code == Code::ok && answer.payload.empty()) {
    return encode(Frame{.stream = stream,
                        .type = FrameType::data,
                        .flags = flag::remote_closed | flag::no_data,
                        .payload = {}});
  }
  return response_frame(stream, answer);
}

bool Call::State::deliver(Message message) {
  const bool room = !message.data || inbox.push(std::move(*message.data));
  remote_closed = remote_closed || message.closes;
  changed.notify();
  return room;
}

void Call::State::cancel() {
  over = true;
  deadline.reset();
  cancellation.emit(asio::cancellation_type::terminal);
  changed
      .notify();  // a handler that has disabled cancellation must not wait for what will never come
}

Call::Call(std::shared_ptr<State> state) : state_(std::move(state)) {}
Call::~Call() = default;

const Request& Call::request() const { return state_->request; }
const Peer& Call::peer() const { return state_->peer; }
bool Call::active() const { return !state_->over; }

namespace {

void require_active(const Call& call) {
  if (!call.active()) throw StatusError(Code::cancelled, "the call is over");
}

}  // namespace

asio::awaitable<std::optional<std::string>> Call::receive() {
  const auto state = state_;
  while (true) {
    require_active(*this);
    auto message = state->inbox.pop();
    if (message || state->remote_closed) co_return message;
    co_await state->changed.wait();
  }
}

asio::awaitable<void> Call::send(std::string payload) {
  require_active(*this);
  if (state_->unary) throw StatusError(Code::internal, "data cannot be sent on a unary call");
  state_->sent_data = true;
  auto bytes = encode(Frame{.stream = state_->stream,
                            .type = FrameType::data,
                            .flags = 0,
                            .payload = std::move(payload)});
  co_await write(std::move(bytes));
}

std::string Call::frame_for(const Answer& answer) const {
  return response_frame(state_->stream, answer);
}

asio::awaitable<void> Call::write(std::string bytes) {
  const bool written = co_await state_->channel->write(std::move(bytes));
  if (!written) throw StatusError(Code::cancelled, "the connection is closed");
}

}  // namespace plimsoll::ttrpc
