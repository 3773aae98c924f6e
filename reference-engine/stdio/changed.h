#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace plimsoll::engine {

// "Something you look at has changed": a condition variable for coroutines of one thread.
//
//   while (queue.empty()) co_await changed.wait();     // the waiter
//   queue.push_back(x); changed.notify_all();          // whoever changes it
class Changed {
 public:
  explicit Changed(const boost::asio::any_io_executor& executor)
      : timer_(executor, boost::asio::steady_timer::time_point::max()) {}

  // Comes back at the next notify_all(), or early: look again before acting on it.
  boost::asio::awaitable<void> wait() {
    boost::system::error_code woken;
    co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, woken));
  }

  void notify_all() { timer_.cancel(); }

 private:
  boost::asio::steady_timer timer_;
};

}  // namespace plimsoll::engine
