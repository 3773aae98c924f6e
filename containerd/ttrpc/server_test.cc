#include "containerd/ttrpc/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "containerd/ttrpc/example_service.h"
#include "containerd/ttrpc/inbox.h"

namespace plimsoll::ttrpc {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Field;
using testing::HasSubstr;
using testing::StartsWith;

auto says(Code code, testing::Matcher<std::string> message) {
  return Field(
      "status", &Answer::status,
      AllOf(Field("code", &Status::code, code), Field("message", &Status::message, message)));
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
    });
  }
  Loop loop_;
};

struct Failure {
  const char* name;
  Request request;
  testing::Matcher<Answer> answer;
};

class EveryFailure : public ServerTest, public testing::WithParamInterface<Failure> {};

TEST_P(EveryFailure, IsAnsweredAndTheConnectionStays) {
  with([](Bed& bed) -> awaitable<void> {
    EXPECT_THAT(co_await bed.ask(1, GetParam().request), GetParam().answer);
    EXPECT_EQ(value_of(co_await bed.ask(3, example("Swap", "a", "b"))), "a");
  });
}

INSTANTIATE_TEST_SUITE_P(
    Table, EveryFailure,
    testing::Values(  // R-TTRPC 5, 6, 7, 9
        Failure{"UnknownService",
                {.service = "nobody", .method = "Swap"},
                says(Code::unimplemented, "service nobody")},
        Failure{"UnknownMethod",
                {.service = "example", .method = "X"},
                says(Code::unimplemented, "method X")},
        Failure{"NoNames", {}, says(Code::unimplemented, "service ")},
        Failure{"BadMessage",
                {.service = "example", .method = "Swap", .payload = "\xff"},
                says(Code::invalid_argument, StartsWith("unmarshal request error: "))},
        Failure{"StatusError", example("Fail", "id"), says(Code::not_found, "id not found")},
        Failure{"OtherException", example("Throw"), says(Code::unknown, "something else")},
        Failure{"TooLongAnAnswer", example("Large", "4194304"),
                says(Code::resource_exhausted, HasSubstr("exceed maximum message size"))},
        Failure{"TimeIsUp",
                {.service = "example", .method = "Wait", .timeout = 20ms},
                says(Code::deadline_exceeded, "context deadline exceeded")},
        Failure{"TimeWasUp",
                {.service = "example", .method = "Wait", .timeout = -1ns},
                says(Code::deadline_exceeded, "context deadline exceeded")}),
    [](const auto& test) { return test.param.name; });

TEST_F(ServerTest, AnswersAMethod) {
  with([](Bed& bed) -> awaitable<void> {
    EXPECT_EQ(value_of(co_await bed.ask(1, example("Swap", "key", "value"))), "key");
  });
}

TEST_F(ServerTest, AnswersAnEmptyPayload) {  // R-TTRPC 11
  with([](Bed& bed) -> awaitable<void> {
    const Request request{.service = "example", .method = "Swap"};
    const Answer empty;
    EXPECT_EQ(co_await bed.ask(1, request), empty);
  });
}

TEST_F(ServerTest, AnswersTheLongestPayload) {
  with([](Bed& bed) -> awaitable<void> {
    EXPECT_EQ(value_of(co_await bed.ask(1, example("Large", "4194200"))).size(), 4'194'200u);
  });
}

TEST_F(ServerTest, HandsOnTheNamespace) {  // R-TTRPC 12
  with([](Bed& bed) -> awaitable<void> {
    auto request = example("Namespace");
    EXPECT_EQ(value_of(co_await bed.ask(1, request)), "none");
    request.metadata = {{"traceparent", "00"}, {"containerd-namespace-ttrpc", "moby"}};
    EXPECT_EQ(value_of(co_await bed.ask(3, request)), "moby");
  });
}

TEST_F(ServerTest, KnowsItsPeer) {
  with([](Bed& bed) -> awaitable<void> {
    EXPECT_EQ(value_of(co_await bed.ask(1, example("Peer"))), std::to_string(::getpid()));
  });
}

TEST_F(ServerTest, RefusesWhatTheSessionRefusesAndGoesOn) {  // R-TTRPC 1, 2, 3
  with([](Bed& bed) -> awaitable<void> {
    EXPECT_THAT(co_await bed.ask(2, example("Swap")),
                says(Code::invalid_argument, StartsWith("StreamID must be odd")));
    (void)co_await bed.ask(5, example("Swap"));
    EXPECT_THAT(co_await bed.ask(5, example("Swap")),
                says(Code::invalid_argument, StartsWith("StreamID cannot be re")));
    EXPECT_EQ(value_of(co_await bed.ask(7, example("Swap", "a", "b"))), "a");
  });
}

TEST_F(ServerTest, RefusesMoreThanFourMebibytesAndGoesOn) {  // R-TTRPC 4
  with([](Bed& bed) -> awaitable<void> {
    const std::uint32_t length = kMaxData + 1;
    co_await bed.peer.send(
        encode(Header{.length = length, .stream = 1, .type = FrameType::request}) +
        std::string(length, 'x'));
    EXPECT_THAT(co_await bed.peer.answer(1),
                says(Code::resource_exhausted, StartsWith("message length 4194305")));
    EXPECT_EQ(value_of(co_await bed.ask(3, example("Swap", "a", "b"))), "a");
  });
}

TEST_F(ServerTest, AcceptsARequestByteByByte) {  // R-TTRPC 14
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send_bytewise(request_frame(1, example("Swap", "a", "b")));
    EXPECT_EQ(value_of(co_await bed.peer.answer(1)), "a");
  });
}

TEST_F(ServerTest, DoesNotBlockOneStreamByAnother) {  // R-TTRPC 8
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send(request_frame(1, example("Wait", "first")));
    EXPECT_EQ(value_of(co_await bed.ask(3, example("Swap", "a", "b"))), "a");
    EXPECT_EQ(bed.service.waiting, 1);
    bed.service.release();
    (void)co_await bed.peer.answer(1);
  });
}

TEST_F(ServerTest, SurvivesAPeerThatClosesAtAnyByte) {  // R-TTRPC 10
  with([this](Bed& bed) -> awaitable<void> {
    const auto bytes = request_frame(1, example("Wait", "a"));
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      RawPeer leaver(bed.join(loop_));
      co_await leaver.send(bytes.substr(0, size));
      co_await settle();
      leaver.close();
    }
    co_await settle();
    EXPECT_EQ(bed.server.connections(), 1u);
    EXPECT_EQ(bed.service.waiting, 0);
    EXPECT_EQ(value_of(co_await bed.ask(1, example("Swap", "a", "b"))), "a");
  });
}

TEST_F(ServerTest, CancelsHandlersWhenTheConnectionCloses) {  // R-TTRPC 13
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send(request_frame(1, example("Wait")) + request_frame(3, example("Finish")));
    co_await settle();
    EXPECT_EQ(bed.service.waiting, 1);
    bed.peer.close();
    co_await settle();
    EXPECT_EQ(bed.service.cancelled, 1);
    EXPECT_EQ(bed.server.connections(), 0u);
    bed.service.release();
    co_await settle();
    EXPECT_EQ(bed.service.finished, 1) << "it had disabled cancellation";
  });
}

TEST_F(ServerTest, AnswersOnceWhenAHandlerOutlivesItsTime) {
  with([](Bed& bed) -> awaitable<void> {
    auto request = example("Finish");
    request.timeout = 10ms;
    EXPECT_THAT(co_await bed.ask(1, request), says(Code::deadline_exceeded, testing::_));
    bed.service.release();
    co_await settle();
    EXPECT_EQ(bed.service.finished, 1);
    EXPECT_EQ(value_of(co_await bed.ask(3, example("Swap", "a", "b"))), "a")
        << "or the late answer came first";
  });
}

TEST_F(ServerTest, KeepsATimeThatIsNotUp) {
  with([](Bed& bed) -> awaitable<void> {
    auto request = example("Wait", "a", "b");
    request.timeout = std::chrono::nanoseconds::max();
    co_await bed.peer.send(request_frame(1, request));
    co_await settle();
    bed.service.release();
    EXPECT_EQ(value_of(co_await bed.peer.answer(1)), "b");
  });
}

TEST_F(ServerTest, SendsNoAnswerIfThereIsNone) {
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send(request_frame(1, example("Silence")));
    EXPECT_EQ(value_of(co_await bed.ask(3, example("Swap", "a", "b"))), "a");
  });
}

TEST_F(ServerTest, LetsATestSayWhatItLikes) {
  with([](Bed& bed) -> awaitable<void> {
    const auto request = example("Twice", "a");
    co_await bed.peer.send(request_frame(1, request));
    EXPECT_EQ((co_await bed.peer.answer(1)).payload, request.payload);
    EXPECT_EQ((co_await bed.peer.answer(1)).payload, request.payload);
  });
}

TEST_F(ServerTest,
       EndsAStreamOfDataWithData) {  // a response would be one more message to Go's client
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send(request_frame(1, example("Repeat"), flag::remote_open));
    const Frame data{1, FrameType::data, 0, "hello"},
        close{1, FrameType::data, flag::remote_closed | flag::no_data, ""};
    co_await bed.peer.send(encode(data) + encode(close));
    EXPECT_EQ(co_await bed.peer.receive(), data);
    EXPECT_EQ(co_await bed.peer.receive(), close);
  });
}

TEST_F(ServerTest, EndsAStreamThatSentNoneWithAResponse) {
  with([](Bed& bed) -> awaitable<void> {
    const Frame one{1, FrameType::data, 0, "20"}, other{1, FrameType::data, 0, "22"};
    const Frame close{1, FrameType::data, flag::remote_closed | flag::no_data, ""};
    co_await bed.peer.send(request_frame(1, example("Sum"), flag::remote_open) + encode(one) +
                           encode(other));
    co_await settle();
    co_await bed.peer.send(encode(close));
    EXPECT_EQ((co_await bed.peer.answer(1)).payload, "42");
    co_await bed.peer.send(encode(one));
    EXPECT_THAT(co_await bed.peer.answer(1),
                says(Code::invalid_argument, "StreamID is no longer active"));
  });
}

TEST_F(ServerTest, EndsACallWhoseClientBreaksTheRulesWithOneAnswer) {
  with([](Bed& bed) -> awaitable<void> {
    const Frame bad{1, FrameType::data, flag::no_data, "body"};
    co_await bed.peer.send(request_frame(1, example("Sum"), flag::remote_open) + encode(bad));
    EXPECT_THAT(co_await bed.peer.answer(1),
                says(Code::invalid_argument, "data close message cannot include data"));
    EXPECT_EQ(value_of(co_await bed.ask(3, example("Swap", "a", "b"))), "a");
  });
}

TEST_F(ServerTest, KeepsNoMoreDataThanItsLimit) {
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send(
        request_frame(1, example("Finish"), flag::remote_open));  // never receives
    const Frame data{1, FrameType::data, 0, "x"};
    std::string flood;
    for (std::size_t i = 0; i <= Inbox::kMaxMessages; ++i) flood += encode(data);
    co_await bed.peer.send(flood);
    EXPECT_THAT(co_await bed.peer.answer(1),
                says(Code::invalid_argument, HasSubstr("stream buffer full")));
    bed.service.release();
  });
}

TEST_F(ServerTest, StopsReadingFromAPeerThatDoesNotRead) {
  with([this](Bed& bed) -> awaitable<void> {
    // Each request is answered with a MiB that nobody reads, so the last must not be begun.
    for (std::uint32_t i = 0; i < 8; ++i) {
      co_await bed.peer.send(request_frame(2 * i + 1, example("Large", "1048576")));
      co_await settle();
    }
    co_await bed.peer.send(request_frame(101, example("Wait")));
    co_await settle();
    EXPECT_EQ(bed.service.waiting, 0);
    for (std::uint32_t i = 0; i < 8; ++i) (void)co_await bed.peer.answer(2 * i + 1);
    co_await settle();
    EXPECT_EQ(bed.service.waiting, 1);
  });
}

TEST_F(ServerTest, NeverCrashesOnAnyHeader) {
  with([this](Bed& bed) -> awaitable<void> {
    for (int type = 0; type < 6; ++type) {
      for (int flags = 0; flags < 8; ++flags) {
        RawPeer peer(bed.join(loop_));
        for (const std::uint32_t stream : {0u, 1u, 2u, 1u, 0xffffffffu}) {
          for (const char* payload : {"", "x"}) {
            const Frame frame{stream, static_cast<FrameType>(type),
                              static_cast<std::uint8_t>(flags), payload};
            co_await peer.send(encode(frame));
          }
        }
        co_await settle();
      }
    }
    EXPECT_EQ(value_of(co_await bed.ask(1, example("Swap", "a", "b"))), "a");
  });
}

TEST_F(ServerTest, StopWritesWhatIsAnsweredAndCancelsTheRest) {
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send(request_frame(1, example("Wait")) +
                           request_frame(3, example("Large", "4000000")));
    co_await settle();
    const auto executor = co_await asio::this_coro::executor;
    bool stopped = false;
    asio::co_spawn(executor, bed.server.stop(10s),
                   [&](const std::exception_ptr&) { stopped = true; });
    co_await settle();
    EXPECT_FALSE(stopped) << "an answer is still being written";
    EXPECT_EQ(value_of(co_await bed.peer.answer(3)).size(), 4'000'000u);
    EXPECT_EQ(co_await bed.peer.receive(), std::nullopt);
    co_await settle();
    EXPECT_TRUE(stopped);
    EXPECT_EQ(bed.service.cancelled, 1);
    EXPECT_EQ(bed.server.connections(), 0u);
  });
}

TEST_F(ServerTest, StopDoesNotWaitForEverForAPeerThatDoesNotRead) {
  with([](Bed& bed) -> awaitable<void> {
    co_await bed.peer.send(request_frame(1, example("Large", "4000000")));
    co_await settle();
    co_await bed.server.stop(20ms);
    co_await settle();
    EXPECT_EQ(bed.server.connections(), 0u);
  });
}

TEST_F(ServerTest, MayBeDestroyedWhileAHandlerRuns) {
  loop_.run([this]() -> awaitable<void> {
    ExampleService service(loop_.executor());
    {
      auto [ours, its] = loop_.pair();
      RawPeer peer(std::move(ours));
      Server server(loop_.executor(), service.services());
      server.adopt(std::move(its));
      co_await peer.send(request_frame(1, example("Finish")) + request_frame(3, example("Wait")));
      co_await settle();
    }
    co_await settle();
    EXPECT_EQ(service.cancelled, 1);
    service.release();
    co_await settle();
    EXPECT_EQ(service.finished, 1);
  });
}

// The conversation of an ordinary client, and then with each of its steps going wrong.
enum class Fault { none, closed, half_closed, cut_short, late, garbage };

class EveryStep : public ServerTest, public testing::WithParamInterface<std::tuple<int, Fault>> {};

TEST_P(EveryStep, GoingWrongHarmsNoOtherConnection) {
  with([this](Bed& bed) -> awaitable<void> {
    const auto [bad_step, fault] = GetParam();
    const Frame data{3, FrameType::data, 0, "7"};
    const Frame close{3, FrameType::data, flag::remote_closed | flag::no_data, ""};
    const std::string steps[] = {request_frame(1, example("Swap", "a", "b")),
                                 request_frame(3, example("Sum"), flag::remote_open), encode(data),
                                 encode(close), request_frame(5, example("Wait"))};
    RawPeer peer(bed.join(loop_));
    bool ended = false;
    for (int step = 0; step < 5 && !ended; ++step) {
      const auto& bytes = steps[step];
      if (step != bad_step || fault == Fault::none) {
        co_await peer.send(bytes);
      } else if (fault == Fault::late) {
        co_await peer.send_bytewise(bytes);
      } else if (fault == Fault::garbage) {
        co_await peer.send(std::string(bytes.size(), '\x03'));
        ended = true;  // what follows is part of a frame of 50 MB
      } else {
        if (fault == Fault::cut_short) co_await peer.send(bytes.substr(0, bytes.size() / 2));
        if (fault == Fault::half_closed) peer.shutdown_send();
        ended = true;
      }
      co_await settle();
    }
    if (!ended) {
      EXPECT_EQ(value_of(co_await peer.answer(1)), "a");
      EXPECT_EQ((co_await peer.answer(3)).payload, "7");
      EXPECT_EQ(bed.service.waiting, 1);
    }
    peer.close();
    co_await settle();
    EXPECT_EQ(bed.service.waiting, 0);
    EXPECT_EQ(bed.server.connections(), 1u);
    EXPECT_EQ(value_of(co_await bed.ask(1, example("Swap", "a", "b"))), "a");
  });
}

INSTANTIATE_TEST_SUITE_P(Script, EveryStep,
                         testing::Combine(testing::Range(0, 5),
                                          testing::Values(Fault::none, Fault::closed,
                                                          Fault::half_closed, Fault::cut_short,
                                                          Fault::late, Fault::garbage)));

}  // namespace
}  // namespace plimsoll::ttrpc
