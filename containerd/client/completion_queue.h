#pragma once

#include <grpcpp/completion_queue.h>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <thread>
#include <utility>

namespace plimsoll::containerd {

// The one place where gRPC's completions become resumptions of coroutines.
//
// gRPC cannot be waited for together with other descriptors, so its queue has a thread of its own.
// The thread does nothing but post each completion to the executor of the coroutine that waits for
// it.
class CompletionQueue {
 public:
  CompletionQueue() : thread_([this] { deliver(); }) {}
  CompletionQueue(const CompletionQueue&) = delete;
  CompletionQueue& operator=(const CompletionQueue&) = delete;

  // Every operation has to be cancelled before: the queue ends when the last of them has completed.
  ~CompletionQueue() {
    queue_.Shutdown();
    thread_.join();
  }

  [[nodiscard]] grpc::CompletionQueue& get() noexcept { return queue_; }

  // Starts an operation by start(tag), and resumes with gRPC's `ok` when it has completed. `cancel`
  // is called when the coroutine is cancelled meanwhile; the operation then still completes, early.
  template <class Start, class Cancel>
  static boost::asio::awaitable<bool> run(Start start, Cancel cancel) {
    auto initiate = [&start, &cancel](auto handler) {
      using Waiting = Handler<decltype(handler)>;
      auto slot = boost::asio::get_associated_cancellation_slot(handler);
      auto* tag = static_cast<Tag*>(new Waiting(std::move(handler)));
      if (slot.is_connected()) slot.assign([cancel](boost::asio::cancellation_type) { cancel(); });
      start(tag);  // gRPC owns the tag until it comes back through the queue
    };
    co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                                   void(bool)>(initiate,
                                                               boost::asio::use_awaitable);
  }

 private:
  struct Tag {
    virtual ~Tag() = default;
    virtual void complete(bool ok) = 0;
  };

  template <class Function>
  class Handler final : public Tag {
   public:
    explicit Handler(Function function)
        : function_(std::move(function)),
          work_(boost::asio::make_work_guard(boost::asio::get_associated_executor(function_))) {}

    void complete(bool ok) override {
      boost::asio::post(work_.get_executor(), [function = std::move(function_), ok]() mutable {
        std::move(function)(ok);
      });
    }

   private:
    Function function_;
    boost::asio::executor_work_guard<boost::asio::associated_executor_t<Function>> work_;
  };

  void deliver() {
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
      const std::unique_ptr<Tag> waiting(static_cast<Tag*>(tag));
      waiting->complete(ok);
    }
  }

  grpc::CompletionQueue queue_;
  std::thread thread_;
};

}  // namespace plimsoll::containerd
