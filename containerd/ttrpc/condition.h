#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace plimsoll::ttrpc {

// Coroutines of one thread wait here until another says that something has changed.
//
//   while (queue.empty()) co_await changed.wait();   // one side
//   queue.push(x); changed.notify();                 // the other
//
// It is a timer that never expires, because cancelling one is Asio's way to wake all who wait for
// it.
class Condition {
 public:
  explicit Condition(const boost::asio::any_io_executor& executor)
      : timer_(executor, std::chrono::steady_clock::time_point::max()) {}

  // Throws operation_aborted when the coroutine that waits is cancelled.
  boost::asio::awaitable<void> wait() {
    namespace asio = boost::asio;
    (void)co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
      throw boost::system::system_error(asio::error::operation_aborted);
    }
  }

  void notify() { timer_.cancel(); }

 private:
  boost::asio::steady_timer timer_;
};

}  // namespace plimsoll::ttrpc
