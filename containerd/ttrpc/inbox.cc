#include "containerd/ttrpc/inbox.h"

#include <utility>

namespace plimsoll::ttrpc {

bool Inbox::push(std::string message) {
  const auto count = messages_ ? messages_->size() : 0;
  if (count >= kMaxMessages || bytes_ + message.size() > kMaxBytes) return false;
  if (!messages_) messages_ = std::make_unique<std::deque<std::string>>();
  bytes_ += message.size();
  messages_->push_back(std::move(message));
  return true;
}

std::optional<std::string> Inbox::pop() {
  if (!messages_) return std::nullopt;
  std::optional<std::string> message(std::move(messages_->front()));
  messages_->pop_front();
  bytes_ -= message->size();
  if (messages_->empty()) messages_.reset();
  return message;
}

}  // namespace plimsoll::ttrpc
