#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/async_stream.h>
#include <grpcpp/support/async_unary_call.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "containerd/client/completion_queue.h"
#include "containerd/client/rpc_error.h"

namespace plimsoll::containerd {

struct CallOptions {
  std::chrono::milliseconds deadline{10'000};  // zero: none, for calls that last as long as a task
  std::string subject;                         // named in errors: "container 4f2a…"
  std::string lease;  // a lease id; keeps what the call makes from being collected
};

namespace detail {

// What outlives a Client while calls of it are still being cancelled.
class Outstanding {
 public:
  void add(grpc::ClientContext* context);
  void remove(grpc::ClientContext* context);
  void cancel_all();

 private:
  std::mutex mutex_;
  bool cancelled_ = false;
  std::unordered_set<grpc::ClientContext*> contexts_;
};

// A call's context, known to its client for as long as the call lasts.
class Context {
 public:
  Context(std::shared_ptr<Outstanding> outstanding, std::shared_ptr<CompletionQueue> queue,
          const std::string& containerd_namespace, const CallOptions& options);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  [[nodiscard]] grpc::ClientContext& get() noexcept { return context_; }

 private:
  std::shared_ptr<Outstanding> outstanding_;
  std::shared_ptr<CompletionQueue> queue_;  // a cancelled stream still has to be finished on it
  grpc::ClientContext context_;
};

}  // namespace detail

// What a server-streaming call delivers.
template <class Response>
class Stream {
 public:
  using Reader = grpc::ClientAsyncReader<Response>;

  Stream(std::unique_ptr<detail::Context> context, std::unique_ptr<Reader> reader,
         std::string method, std::string subject)
      : context_(std::move(context)),
        reader_(std::move(reader)),
        method_(std::move(method)),
        subject_(std::move(subject)) {}

  // The next message, or nothing at the end of the stream. Throws RpcError when it ended in an
  // error.
  boost::asio::awaitable<std::optional<Response>> next() {
    Response response;
    const bool read = co_await run([this, &response](void* tag) { reader_->Read(&response, tag); });
    if (read) co_return response;
    grpc::Status status;
    co_await run([this, &status](void* tag) { reader_->Finish(&status, tag); });
    if (!status.ok()) throw RpcError(method_, subject_, status);
    co_return std::nullopt;
  }

  void cancel() { context_->get().TryCancel(); }

 private:
  template <class ResponseType>
  friend class Stream;
  friend class Client;

  template <class Start>
  boost::asio::awaitable<bool> run(Start start) {
    return CompletionQueue::run(std::move(start),
                                [context = &context_->get()] { context->TryCancel(); });
  }

  std::unique_ptr<detail::Context> context_;
  std::unique_ptr<Reader> reader_;
  std::string method_;
  std::string subject_;
};

// containerd's gRPC API for coroutines.
//
//   Client client(executor, {.socket = "/run/containerd/containerd.sock", .containerd_namespace =
//   "moby"}); using Tasks = ::containerd::services::tasks::v1::Tasks;
//   ::containerd::services::tasks::v1::GetRequest request;
//   request.set_container_id(id);
//   CallOptions options{.subject = id};
//   const auto task = co_await client.call<Tasks>(&Tasks::Stub::PrepareAsyncGet, request, {.subject
//   = id});
//
// Calls throw RpcError. A call is cancelled with its coroutine. The connection is made when it is
// needed, and again when containerd was away. One thread may use a client; destroying it cancels
// what is outstanding.
class Client {
 public:
  struct Options {
    std::filesystem::path socket;
    std::string containerd_namespace;
  };

  Client(boost::asio::any_io_executor executor, Options options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  [[nodiscard]] const Options& options() const noexcept { return options_; }
  [[nodiscard]] boost::asio::any_io_executor executor() const noexcept { return executor_; }

  template <class Service, class Request, class Response>
  using PrepareCall = std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (Service::Stub::*)(
      grpc::ClientContext*, const Request&, grpc::CompletionQueue*);
  template <class Service, class Request, class Response>
  using PrepareStream = std::unique_ptr<grpc::ClientAsyncReader<Response>> (Service::Stub::*)(
      grpc::ClientContext*, const Request&, grpc::CompletionQueue*);

  // The overloads without options are no default arguments: GCC 12 destroys an aggregate made
  // inside a co_await expression twice. Callers name their CallOptions for the same reason.
  template <class Service, class Request, class Response>
  boost::asio::awaitable<Response> call(PrepareCall<Service, Request, Response> prepare,
                                        Request request) {
    CallOptions options;
    return call<Service, Request, Response>(prepare, std::move(request), std::move(options));
  }

  template <class Service, class Request, class Response>
  boost::asio::awaitable<Response> call(PrepareCall<Service, Request, Response> prepare,
                                        Request request, CallOptions options) {
    co_await meet_again();
    detail::Context context(outstanding_, queue_, options_.containerd_namespace, options);
    typename Service::Stub stub(channel_);
    auto reader = (stub.*prepare)(&context.get(), request, queue());
    Response response;
    grpc::Status status;
    reader->StartCall();
    co_await CompletionQueue::run([&](void* tag) { reader->Finish(&response, &status, tag); },
                                  [context = &context.get()] { context->TryCancel(); });
    if (!status.ok()) throw RpcError(name<Request>(), std::move(options.subject), status);
    co_return response;
  }

  // A server-streaming call; without options, it has no deadline.
  template <class Service, class Request, class Response>
  boost::asio::awaitable<std::unique_ptr<Stream<Response>>> subscribe(
      PrepareStream<Service, Request, Response> prepare, Request request) {
    CallOptions options;
    options.deadline = {};
    return subscribe<Service, Request, Response>(prepare, std::move(request), std::move(options));
  }

  template <class Service, class Request, class Response>
  boost::asio::awaitable<std::unique_ptr<Stream<Response>>> subscribe(
      PrepareStream<Service, Request, Response> prepare, Request request, CallOptions options) {
    co_await meet_again();
    auto context = std::make_unique<detail::Context>(outstanding_, queue_,
                                                     options_.containerd_namespace, options);
    typename Service::Stub stub(channel_);
    auto reader = (stub.*prepare)(&context->get(), request, queue());
    auto stream = std::make_unique<Stream<Response>>(std::move(context), std::move(reader),
                                                     name<Request>(), std::move(options.subject));
    auto* started = stream->reader_.get();
    co_await stream->run([started](void* tag) { started->StartCall(tag); });
    co_return stream;
  }

  // Resumes when containerd has answered a Version call, trying again while it is not there; throws
  // RpcError when it has not within the deadline.
  boost::asio::awaitable<void> wait_ready(std::chrono::milliseconds deadline);

  // Before a call, when the last attempt to connect has failed: tries once more, now. Otherwise
  // gRPC would fail the call at once, although containerd may have been back for a second.
  boost::asio::awaitable<void> meet_again();

  // For calls of other shapes (content's bidirectional Write): the same bridge, by hand.
  [[nodiscard]] const std::shared_ptr<grpc::Channel>& channel() const noexcept { return channel_; }
  [[nodiscard]] grpc::CompletionQueue* queue() noexcept { return &queue_->get(); }
  [[nodiscard]] std::unique_ptr<detail::Context> context(const CallOptions& options) const;

 private:
  template <class Request>
  static std::string name() {
    return std::string(Request::descriptor()->full_name());
  }

  boost::asio::any_io_executor executor_;
  Options options_;
  std::shared_ptr<detail::Outstanding> outstanding_ = std::make_shared<detail::Outstanding>();
  std::shared_ptr<CompletionQueue> queue_ = std::make_shared<CompletionQueue>();
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace plimsoll::containerd
