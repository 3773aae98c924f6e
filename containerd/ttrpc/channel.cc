#include "containerd/ttrpc/channel.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <utility>

namespace plimsoll::ttrpc {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kReadSize = 16u << 10;
constexpr std::size_t kMaxBacklog = 1u << 20;

}  // namespace

Channel::Channel(Socket socket) : socket_(std::move(socket)), progress_(socket_.get_executor()) {
  socket_.non_blocking(true);
}

asio::awaitable<bool> Channel::fill(FrameParser& parser) {
  const auto self = shared_from_this();
  while (open()) {
    // First wait, then read into the stack: an idle connection needs no buffer.
    const auto [error] =
        co_await socket_.async_wait(Socket::wait_read, asio::as_tuple(asio::use_awaitable));
    const auto reading = error ? Reading::over : read_into(parser);
    if (reading == Reading::fed) co_return true;
    if (reading == Reading::over) break;
  }
  close();
  co_return false;
}

Channel::Reading Channel::read_into(FrameParser& parser) {
  if (!open()) return Reading::over;
  std::array<char, kReadSize> buffer;
  error_code error;
  const auto count = socket_.read_some(asio::buffer(buffer), error);
  if (error == asio::error::would_block) return Reading::nothing;
  if (error) return Reading::over;
  parser.feed({buffer.data(), count});
  return Reading::fed;
}

void Channel::push(std::string bytes) {
  if (!open()) return;
  pushed_total_ += bytes.size();
  if (backlog_.empty()) {
    backlog_ = std::move(bytes);
  } else {
    compact();
    backlog_ += bytes;
  }
  if (!awaiting_writable_) flush();
}

asio::awaitable<bool> Channel::write(std::string bytes) {
  const auto self = shared_from_this();
  push(std::move(bytes));
  const auto mine = pushed_total_;
  while (open() && pushed_total_ - backlog_size() < mine) co_await progress_.wait();
  co_return open();
}

asio::awaitable<void> Channel::room() {
  const auto self = shared_from_this();
  while (open() && backlog_size() >= kMaxBacklog) co_await progress_.wait();
}

asio::awaitable<void> Channel::flushed() {
  const auto self = shared_from_this();
  while (open() && backlog_size() > 0) co_await progress_.wait();
}

void Channel::flush() {
  error_code error;
  while (backlog_size() > 0) {
    written_ += socket_.write_some(asio::buffer(backlog_.data() + written_, backlog_size()), error);
    if (error == asio::error::would_block) return await_writable();
    if (error) return close();
  }
  backlog_ = {};
  written_ = 0;
  progress_.notify();
}

void Channel::await_writable() {
  progress_.notify();
  awaiting_writable_ = true;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code error) {
    self->awaiting_writable_ = false;
    if (!error && self->open()) self->flush();
  });
}

// Forgets what is written once that is most of it, so that a backlog that is never empty does not
// grow for ever.
void Channel::compact() {
  if (written_ * 2 < backlog_.size()) return;
  backlog_.erase(0, written_);
  written_ = 0;
}

void Channel::close() {
  error_code ignored;
  socket_.close(ignored);
  backlog_ = {};
  written_ = 0;
  progress_.notify();
}

}  // namespace plimsoll::ttrpc
