#include "reference-engine/stdio/broadcast.h"

#include <algorithm>

namespace plimsoll::engine {
namespace asio = boost::asio;

asio::awaitable<std::optional<Chunk>> Broadcast::Listener::next() {
  while (backlog_.empty() && !ended_) co_await news_.wait();
  if (backlog_.empty()) co_return std::nullopt;
  Chunk chunk = std::move(backlog_.front());
  backlog_.pop_front();
  backlog_bytes_ -= chunk.bytes->size();
  room_->notify_all();
  co_return chunk;
}

void Broadcast::Listener::end() {
  ended_ = true;
  news_.notify_all();
}

bool Broadcast::Listener::wants(Stream stream) const {
  return stream == Stream::standard_error ? wanted_.standard_error : wanted_.standard_output;
}

void Broadcast::Listener::push(const Chunk& chunk) {
  if (ended_ || !wants(chunk.stream)) return;
  backlog_.push_back(chunk);
  backlog_bytes_ += chunk.bytes->size();
  news_.notify_all();
}

std::shared_ptr<Broadcast::Listener> Broadcast::join(Wanted wanted) {
  auto listener = std::make_shared<Listener>(executor_, wanted, room_);
  if (ended_) {
    listener->end();
  } else {
    listeners_.push_back(listener);
  }
  return listener;
}

asio::awaitable<void> Broadcast::publish(Chunk chunk) {
  for (const auto& weak : listeners_) {
    if (const auto listener = weak.lock()) listener->push(chunk);
  }
  while (waits_ && somebody_lags()) co_await room_->wait();
}

void Broadcast::wait_for_nobody() {
  waits_ = false;
  room_->notify_all();
}

void Broadcast::end() {
  ended_ = true;
  wait_for_nobody();
  for (const auto& weak : listeners_) {
    if (const auto listener = weak.lock()) listener->end();
  }
  listeners_.clear();
}

bool Broadcast::somebody_lags() {
  std::erase_if(listeners_, [](const auto& listener) { return listener.expired(); });
  return std::any_of(listeners_.begin(), listeners_.end(), [](const auto& weak) {
    const auto listener = weak.lock();
    return listener && !listener->ended_ && listener->backlog_bytes_ > kBacklog;
  });
}

}  // namespace plimsoll::engine
