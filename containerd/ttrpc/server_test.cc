#include "containerd/ttrpc/server.h"

#include <unistd.h>

#include "containerd/ttrpc/server_bed.h"

namespace plimsoll::ttrpc {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

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

}  // namespace
}  // namespace plimsoll::ttrpc
