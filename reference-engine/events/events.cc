#include "reference-engine/events/events.h"

#include <utility>

namespace plimsoll::engine {
namespace {

// As many as dockerd keeps for `--since` (moby v28.5.2:daemon/events/events.go).
constexpr std::size_t kKept = 256;
constexpr std::size_t kWaiting = 1024;

void append(std::deque<Event>& events, Event event, std::size_t most) {
  events.push_back(std::move(event));
  if (events.size() > most) events.pop_front();
}

}  // namespace

boost::asio::awaitable<Event> EventBus::Subscription::next() {
  while (waiting_.empty()) co_await changed_.wait();
  Event event = std::move(waiting_.front());
  waiting_.pop_front();
  co_return event;
}

void EventBus::publish(Event event) {
  std::erase_if(subscriptions_, [&](const std::weak_ptr<Subscription>& weak) {
    const auto subscription = weak.lock();
    if (!subscription) return true;
    append(subscription->waiting_, event, kWaiting);
    subscription->changed_.notify_all();
    return false;
  });
  append(past_, std::move(event), kKept);
}

std::shared_ptr<EventBus::Subscription> EventBus::subscribe() {
  auto subscription = std::make_shared<Subscription>(executor_);
  subscriptions_.push_back(subscription);
  return subscription;
}

}  // namespace plimsoll::engine
