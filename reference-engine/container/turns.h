#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <utility>

#include "reference-engine/stdio/changed.h"

namespace plimsoll::engine {

// One coroutine at a time: a mutex whose holders may wait for I/O.
//
//   const auto turn = co_await container.turns.take();
class Turns {
  struct Queue {
    explicit Queue(const boost::asio::any_io_executor& executor) : changed(executor) {}
    Changed changed;
    bool taken = false;
  };

 public:
  explicit Turns(const boost::asio::any_io_executor& executor)
      : queue_(std::make_shared<Queue>(executor)) {}

  class Turn {
   public:
    explicit Turn(std::shared_ptr<Queue> queue) : queue_(std::move(queue)) { queue_->taken = true; }
    Turn(Turn&&) noexcept = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn() { end(); }

    // Before the end of the scope.
    void end() {
      if (const auto queue = std::exchange(queue_, nullptr)) {
        queue->taken = false;
        queue->changed.notify_all();
      }
    }

   private:
    std::shared_ptr<Queue> queue_;
  };

  [[nodiscard]] boost::asio::awaitable<Turn> take() {
    const auto queue = queue_;
    while (queue->taken) co_await queue->changed.wait();
    co_return Turn(queue);
  }

 private:
  std::shared_ptr<Queue> queue_;
};

}  // namespace plimsoll::engine
