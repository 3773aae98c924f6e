#pragma once

#include "containerd/ttrpc/conversation.h"
#include "containerd/ttrpc/service.h"
#include "containerd/ttrpc/ttrpc.pb.h"

namespace plimsoll::ttrpc {

// A service for tests. Its messages are KeyValues, since those are at hand.
class ExampleService {
 public:
  explicit ExampleService(const asio::any_io_executor& executor) : released_(executor) {}

  [[nodiscard]] Services services() {
    Services services;
    services.of("example", *this)
        .add("Swap", &ExampleService::swap)
        .add("Fail", &ExampleService::fail)
        .add("Throw", &ExampleService::throws)
        .add("Wait", &ExampleService::wait)
        .add("Finish", &ExampleService::finish)
        .add("Peer", &ExampleService::peer)
        .add("Large", &ExampleService::large);
    services.add(
        "example", "Namespace", [](const wire::KeyValue&, Call& call) -> awaitable<wire::KeyValue> {
          wire::KeyValue answer;
          answer.set_value(std::string(
              call.request().metadata_value("containerd-namespace-ttrpc").value_or("none")));
          co_return answer;
        });
    services.add_raw("example", "Sum", &ExampleService::sum);
    services.add_raw("example", "Repeat", &ExampleService::repeat);
    services.add_raw("example", "Silence",
                     [](Call&) -> awaitable<std::optional<Answer>> { co_return std::nullopt; });
    services.add_raw("example", "Twice", &ExampleService::twice);
    return services;
  }

  // Lets every Wait and Finish go on.
  void release() {
    is_released_ = true;
    released_.notify();
  }

  int waiting = 0;
  int cancelled = 0;
  int finished = 0;

 private:
  awaitable<wire::KeyValue> swap(wire::KeyValue request, Call&) {
    std::swap(*request.mutable_key(), *request.mutable_value());
    co_return request;
  }
  awaitable<wire::KeyValue> fail(const wire::KeyValue& request, Call&) {
    throw StatusError(Code::not_found, request.key() + " not found");
    co_return wire::KeyValue();
  }
  awaitable<wire::KeyValue> throws(wire::KeyValue, Call&) {
    throw std::runtime_error("something else");
    co_return wire::KeyValue();
  }
  awaitable<wire::KeyValue> wait(wire::KeyValue request, Call&) {
    ++waiting;
    const std::unique_ptr<int, void (*)(int*)> leaves(&waiting, [](int* count) { --*count; });
    try {
      while (!is_released_) co_await released_.wait();
    } catch (const boost::system::system_error&) {
      ++cancelled;
      throw;
    }
    co_return request;
  }
  // Runs to its end, whatever happens to its client.
  awaitable<wire::KeyValue> finish(wire::KeyValue request, Call& call) {
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    while (!is_released_) co_await released_.wait();
    ++finished;
    request.set_value(call.request().method);
    co_return request;
  }
  awaitable<wire::KeyValue> peer(wire::KeyValue request, Call& call) {
    request.set_value(std::to_string(call.peer().pid));
    co_return request;
  }
  awaitable<wire::KeyValue> large(wire::KeyValue request, Call&) {
    request.set_value(std::string(std::stoul(request.key()), 'L'));
    co_return request;
  }
  static awaitable<std::optional<Answer>> sum(Call& call) {
    int sum = 0;
    while (auto number = co_await call.receive()) sum += std::stoi(*number);
    Answer answer{.status = {}, .payload = std::to_string(sum)};
    co_return answer;
  }
  // Sends back what it is sent, then ends the stream without an answer of its own.
  static awaitable<std::optional<Answer>> repeat(Call& call) {
    while (auto message = co_await call.receive()) co_await call.send(std::move(*message));
    Answer ok;
    co_return ok;
  }
  static awaitable<std::optional<Answer>> twice(Call& call) {
    const Answer answer{.status = {}, .payload = call.request().payload};
    const auto frame = call.frame_for(answer);
    co_await call.write(frame + frame);
    co_return std::nullopt;
  }

  bool is_released_ = false;
  Condition released_;
};

[[nodiscard]] inline Request example(std::string method, std::string key = {},
                                     std::string value = {}) {
  wire::KeyValue message;
  message.set_key(std::move(key));
  message.set_value(std::move(value));
  return {
      .service = "example", .method = std::move(method), .payload = message.SerializeAsString()};
}

[[nodiscard]] inline std::string value_of(const Answer& answer) {
  wire::KeyValue message;
  EXPECT_TRUE(message.ParseFromString(answer.payload));
  return message.value();
}

}  // namespace plimsoll::ttrpc
