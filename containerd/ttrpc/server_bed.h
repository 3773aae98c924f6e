#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "containerd/ttrpc/example_service.h"
#include "containerd/ttrpc/server.h"

// For tests of the server: one, with the example service and a client that speaks in bytes.
namespace plimsoll::ttrpc {

inline auto says(Code code, testing::Matcher<std::string> message) {
  return Field("status", &Answer::status,
               testing::AllOf(testing::Field("code", &Status::code, code),
                              testing::Field("message", &Status::message, message)));
}

// A server and one raw client of it.
struct Bed {
  explicit Bed(Loop& loop)
      : service(loop.executor()), server(loop.executor(), service.services()), peer(join(loop)) {}

  stream_protocol::socket join(Loop& loop) {
    auto [ours, its] = loop.pair();
    server.adopt(std::move(its));
    return std::move(ours);
  }
  awaitable<Answer> ask(std::uint32_t stream, Request request) {
    co_await peer.send(request_frame(stream, request));
    co_return co_await peer.answer(stream);
  }

  ExampleService service;
  Server server;
  RawPeer peer;
};

class ServerTest : public testing::Test {
 protected:
  // Runs a test's body with a bed of its own.
  void with(std::function<awaitable<void>(Bed&)> body) {
    loop_.run([&]() -> awaitable<void> {
      Bed bed(loop_);
      co_await body(bed);
      bed.service.release();  // it must outlive its calls
      co_await bed.server.stop();
      co_await settle();
    });
  }
  Loop loop_;
};

}  // namespace plimsoll::ttrpc
