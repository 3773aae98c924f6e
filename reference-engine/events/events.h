#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "reference-engine/stdio/changed.h"

namespace plimsoll::engine {

// Something that happened to an object of the engine's, as GET /events tells it.
struct Event {
  std::string type;    // "container", "image", "daemon"
  std::string action;  // "create", "start", "die", …
  std::string actor;   // the object's id
  std::map<std::string, std::string> attributes = {};
  std::chrono::system_clock::time_point time = std::chrono::system_clock::now();
};

// Delivers events to whoever listens, and keeps the last ones for those who ask for the past.
//
//   const auto subscription = bus.subscribe();
//   while (true) { const Event event = co_await subscription->next(); … }
class EventBus {
 public:
  class Subscription {
   public:
    explicit Subscription(const boost::asio::any_io_executor& executor) : changed_(executor) {}

    // The next event. A listener that reads too slowly misses the oldest ones, rather than making
    // the engine grow.
    boost::asio::awaitable<Event> next();

   private:
    friend class EventBus;
    std::deque<Event> waiting_;
    Changed changed_;
  };

  explicit EventBus(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  void publish(Event event);
  [[nodiscard]] std::shared_ptr<Subscription> subscribe();  // ends with its last reference
  [[nodiscard]] const std::deque<Event>& past() const noexcept { return past_; }

 private:
  boost::asio::any_io_executor executor_;
  std::deque<Event> past_;
  std::vector<std::weak_ptr<Subscription>> subscriptions_;
};

}  // namespace plimsoll::engine
