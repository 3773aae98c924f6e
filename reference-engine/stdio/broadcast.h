#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "reference-engine/stdio/changed.h"
#include "reference-engine/stdio/stream.h"

namespace plimsoll::engine {

// Shows what a process writes to everybody attached. A client that reads slowly slows the process
// down, as with Docker; nothing is dropped and no backlog grows without bound.
//
//   auto listener = broadcast.join({.standard_output = true, .standard_error = true});
//   while (auto chunk = co_await listener->next()) ...
class Broadcast {
 public:
  struct Wanted {
    bool standard_output = false;
    bool standard_error = false;
  };

  // Leaves when it is destroyed.
  class Listener {
   public:
    Listener(const boost::asio::any_io_executor& executor, Wanted wanted,
             std::shared_ptr<Changed> room)
        : wanted_(wanted), news_(executor), room_(std::move(room)) {}
    ~Listener() { room_->notify_all(); }

    // nothing: the process writes no more.
    boost::asio::awaitable<std::optional<Chunk>> next();

    // Ends next() from the outside: the client detached.
    void end();

   private:
    friend class Broadcast;
    [[nodiscard]] bool wants(Stream stream) const;
    void push(const Chunk& chunk);

    Wanted wanted_;
    Changed news_;
    std::shared_ptr<Changed> room_;
    std::deque<Chunk> backlog_;
    std::size_t backlog_bytes_ = 0;
    bool ended_ = false;
  };

  explicit Broadcast(const boost::asio::any_io_executor& executor)
      : executor_(executor), room_(std::make_shared<Changed>(executor)) {}

  [[nodiscard]] std::shared_ptr<Listener> join(Wanted wanted);

  // Hands the chunk to all, then waits while any of them is too far behind.
  boost::asio::awaitable<void> publish(Chunk chunk);

  // From now on publish() does not wait: what is still to come is little.
  void wait_for_nobody();

  // The process writes no more: every listener ends after what is in its backlog.
  void end();

 private:
  static constexpr std::size_t kBacklog = 256 * 1024;
  [[nodiscard]] bool somebody_lags();

  boost::asio::any_io_executor executor_;
  std::shared_ptr<Changed> room_;
  std::vector<std::weak_ptr<Listener>> listeners_;
  bool waits_ = true;
  bool ended_ = false;
};

}  // namespace plimsoll::engine
