#include "containerd/ttrpc/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/detached.hpp>

#include "containerd/ttrpc/conversation.h"
#include "containerd/ttrpc/ttrpc.pb.h"

namespace plimsoll::ttrpc {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

// How a call ended, as one line.
awaitable<std::string> outcome(awaitable<std::string> call) {
  try {
    co_return co_await std::move(call);
  } catch (const StatusError& error) {
    co_return std::string("status ") + error.what();
  } catch (const ConnectionLost&) {
    co_return "lost";
  }
}

std::string response(std::uint32_t stream, std::string payload) {
  const Answer answer{.status = {}, .payload = std::move(payload)};
  return encode(Frame{stream, FrameType::response, 0, encode(answer)});
}

struct ClientBed {
  explicit ClientBed(Loop& loop) : ClientBed(loop.pair()) {}
  explicit ClientBed(std::pair<stream_protocol::socket, stream_protocol::socket> sockets)
      : client(std::move(sockets.first), "/the/socket"), peer(std::move(sockets.second)) {}

  // Begins a call whose outcome can be asked for later.
  void begin(Request request, std::string& result) {
    asio::co_spawn(
        client_executor(),
        [this, &result, request]() -> awaitable<void> {
          result = co_await outcome(client.call_raw(request));
        },
        asio::detached);
  }
  asio::any_io_executor client_executor() { return executor; }

  asio::any_io_executor executor;
  Client client;
  RawPeer peer;
};

class ClientTest : public testing::Test {
 protected:
  void with(std::function<awaitable<void>(ClientBed&)> body) {
    loop_.run([&]() -> awaitable<void> {
      ClientBed bed(loop_);
      bed.executor = loop_.executor();
      co_await body(bed);
    });
  }
  Loop loop_;
};

Request call_of(std::string method) { return {.service = "example", .method = std::move(method)}; }

TEST_F(ClientTest, SendsARequestAndReturnsItsAnswer) {
  with([](ClientBed& bed) -> awaitable<void> {
    std::string result;
    const Request request{
        .service = "s", .method = "m", .payload = "p", .timeout = 5s, .metadata = {{"k", "v"}}};
    bed.begin(request, result);
    const auto frame = co_await bed.peer.receive();
    EXPECT_EQ(frame->stream, 1u);
    EXPECT_EQ(frame->type, FrameType::request);
    EXPECT_EQ(frame->flags, 0);
    EXPECT_EQ(decode_request(frame->payload), request);
    co_await bed.peer.send(response(1, "done"));
    co_await settle();
    EXPECT_EQ(result, "done");
  });
}

TEST_F(ClientTest, SpeaksMessages) {
  with([](ClientBed& bed) -> awaitable<void> {
    wire::KeyValue request, seen;
    request.set_key("a");
    std::string result;
    asio::co_spawn(
        bed.executor,
        [&]() -> awaitable<void> {
          const CallOptions options{.timeout = 5s, .metadata = {{"k", "v"}}};
          const auto answer = co_await bed.client.call<wire::KeyValue>("s", "m", request, options);
          result = answer.value();
        },
        asio::detached);
    const auto frame = co_await bed.peer.receive();
    const auto sent = decode_request(frame->payload).value();
    EXPECT_EQ(sent.metadata_value("k"), "v");
    EXPECT_TRUE(seen.ParseFromString(sent.payload));
    EXPECT_EQ(seen.key(), "a");
    seen.set_value("b");
    co_await bed.peer.send(response(1, seen.SerializeAsString()));
    co_await settle();
    EXPECT_EQ(result, "b");
  });
}

TEST_F(ClientTest, GivesEachCallItsOwnAnswer) {
  with([](ClientBed& bed) -> awaitable<void> {
    std::string first, second;
    bed.begin(call_of("First"), first);
    bed.begin(call_of("Second"), second);
    co_await bed.peer.send(response(3, "of the second") + response(99, "of nobody") +
                           response(1, "of the first"));
    co_await settle();
    EXPECT_EQ(first, "of the first");
    EXPECT_EQ(second, "of the second");
  });
}

TEST_F(ClientTest, GivesUpAtItsDeadline) {
  with([](ClientBed& bed) -> awaitable<void> {
    auto request = call_of("Wait");
    request.timeout = 10ms;
    EXPECT_EQ(co_await outcome(bed.client.call_raw(request)),
              "status DeadlineExceeded: context deadline exceeded");
    co_await bed.peer.send(response(1, "late"));
    std::string next;
    bed.begin(call_of("Next"), next);
    co_await bed.peer.send(response(3, "next"));
    co_await settle();
    EXPECT_EQ(next, "next");
  });
}

TEST_F(ClientTest, AbandonsACallThatIsCancelled) {
  with([](ClientBed& bed) -> awaitable<void> {
    asio::cancellation_signal cancel;
    bool ended = false;
    asio::co_spawn(bed.executor, bed.client.ask(call_of("Wait")),
                   asio::bind_cancellation_slot(
                       cancel.slot(), [&](const std::exception_ptr& error, const Answer&) {
                         ended = error != nullptr;
                       }));
    co_await settle();
    cancel.emit(asio::cancellation_type::terminal);
    co_await settle();
    EXPECT_TRUE(ended);
    co_await bed.peer.send(response(1, "late"));
    std::string next;
    bed.begin(call_of("Next"), next);
    co_await bed.peer.send(response(3, "next"));
    co_await settle();
    EXPECT_EQ(next, "next");
  });
}

TEST_F(ClientTest, RefusesToSendTooMuchAndGoesOn) {
  with([](ClientBed& bed) -> awaitable<void> {
    auto request = call_of("Create");
    request.payload = std::string(kMaxData, 'x');
    EXPECT_THAT(co_await outcome(bed.client.call_raw(request)),
                HasSubstr("ResourceExhausted: message length 41943"));
    std::string next;
    bed.begin(call_of("Next"), next);
    co_await bed.peer.send(response(1, "next"));
    co_await settle();
    EXPECT_EQ(next, "next");
  });
}

TEST_F(ClientTest, FailsEveryCallWhenTheConnectionEnds) {
  with([](ClientBed& bed) -> awaitable<void> {
    std::string first, second;
    bed.begin(call_of("First"), first);
    bed.begin(call_of("Second"), second);
    co_await settle();
    bed.peer.close();
    co_await settle();
    EXPECT_EQ(first, "lost");
    EXPECT_EQ(second, "lost");
    EXPECT_FALSE(bed.client.connected());
    EXPECT_EQ(co_await outcome(bed.client.call_raw(call_of("Third"))), "lost");
  });
}

TEST_F(ClientTest, NamesCallAndSocketWhenItIsLost) {
  with([](ClientBed& bed) -> awaitable<void> {
    bed.peer.close();
    try {
      (void)co_await bed.client.call_raw(call_of("Third"));
      ADD_FAILURE() << "it was answered";
    } catch (const ConnectionLost& error) {
      EXPECT_STREQ(error.what(), "call example/Third: the connection to /the/socket is closed");
    }
  });
}

TEST_F(ClientTest, SaysWhyItCannotConnect) {
  loop_.run([]() -> awaitable<void> {
    const std::pair<std::string, std::string> table[] = {
        {"/no/such/socket", "connect to /no/such/socket: No such file or directory"},
        {"/dev/null", "connect to /dev/null: Connection refused"},
        {std::string(108, 'p'), "a socket's path has at most 107 bytes"}};
    for (const auto& [path, reason] : table) {
      try {
        (void)co_await Client::connect(path);
        ADD_FAILURE() << "connected to " << path;
      } catch (const ConnectionLost& error) {
        EXPECT_THAT(error.what(), HasSubstr(reason));
      }
    }
  });
}

// What a server may say to a call, and what becomes of it.
struct Saying {
  const char* name;
  std::string bytes;
  const char* unary;   // the outcome of a unary call
  const char* stream;  // the outcome of a stream: what it received, then how it ended
};

class EverySaying : public ClientTest, public testing::WithParamInterface<Saying> {};

const std::string error_response = encode(Frame{1, FrameType::response, 0, "\x0a\6\x08\5\x12\2no"});
const std::string oversized_response =
    encode(Header{.length = kMaxData + 1, .stream = 1, .type = FrameType::response}) +
    std::string(kMaxData + 1, 'x');
std::string data_frame(std::uint8_t flags, std::string payload) {
  return encode(Frame{1, FrameType::data, flags, std::move(payload)});
}

awaitable<std::string> whole_stream(ClientBed& bed) {
  auto stream = bed.client.open(call_of("Stream"));
  std::string received;
  while (auto message = co_await stream.receive()) received += *message + ",";
  const auto answer = co_await stream.answer();
  co_return received + name(answer.status.code) + answer.payload;
}

TEST_P(EverySaying, IsUnderstoodByAUnaryCall) {
  with([](ClientBed& bed) -> awaitable<void> {
    std::string result = "none";
    bed.begin(call_of("Call"), result);
    co_await bed.peer.send(GetParam().bytes);
    co_await settle();
    bed.peer.shutdown_send();
    co_await settle();
    EXPECT_THAT(result, testing::StartsWith(GetParam().unary));
  });
}

TEST_P(EverySaying, IsUnderstoodByAStream) {
  with([](ClientBed& bed) -> awaitable<void> {
    std::string result = "none";
    asio::co_spawn(bed.executor, outcome(whole_stream(bed)),
                   [&](const std::exception_ptr&, std::string said) { result = std::move(said); });
    co_await bed.peer.send(GetParam().bytes);
    co_await settle();
    bed.peer.shutdown_send();
    co_await settle();
    EXPECT_THAT(result, testing::StartsWith(GetParam().stream));
  });
}

INSTANTIATE_TEST_SUITE_P(
    Table, EverySaying,
    testing::Values(
        Saying{"Answer", response(1, "yes"), "yes", "OKyes"},
        Saying{"EmptyResponse", encode(Frame{1, FrameType::response, 0, ""}), "", "OK"},
        Saying{"AnsweredError", error_response, "status NotFound: no", "status NotFound: no"},
        Saying{"Twice", response(1, "one") + response(1, "two"), "one", "OKone"},
        Saying{"Data",
               data_frame(0, "a") + data_frame(0, "b") +
                   data_frame(flag::remote_closed | flag::no_data, ""),
               "status Internal: data received on a unary call", "a,b,OK"},
        Saying{"LastDataWithAMessage", data_frame(flag::remote_closed, "a"), "status Internal",
               "a,OK"},
        Saying{"DataThenError", data_frame(0, "a") + error_response, "status Internal",
               "status NotFound: no"},
        Saying{"GarbageInTheFrame", encode(Frame{1, FrameType::response, 0, "\xff"}),
               "status Internal: unmarshal response error",
               "status Internal: unmarshal response error"},
        Saying{"Oversized", oversized_response, "status ResourceExhausted",
               "status ResourceExhausted"},
        Saying{"UnknownType", encode(Frame{1, FrameType{9}, 0, "x"}) + response(1, "yes"), "yes",
               "OKyes"},
        Saying{"ARequest", encode(Frame{1, FrameType::request, 0, "x"}) + response(1, "yes"), "yes",
               "OKyes"},
        Saying{"Nothing", "", "lost", "lost"},
        Saying{"CutShort", response(1, "yes").substr(0, 12), "lost", "lost"},
        Saying{"Garbage", std::string(100, '\x7f'), "lost", "lost"}),
    [](const auto& test) { return test.param.name; });

TEST_F(ClientTest, SendsDataAndCloses) {
  with([](ClientBed& bed) -> awaitable<void> {
    auto stream = bed.client.open(call_of("Stream"));
    co_await stream.send("a");
    co_await stream.close_send();
    const Frame data{1, FrameType::data, 0, "a"},
        close{1, FrameType::data, flag::remote_closed | flag::no_data, ""};
    EXPECT_EQ((co_await bed.peer.receive())->flags, flag::remote_open);
    EXPECT_EQ(co_await bed.peer.receive(), data);
    EXPECT_EQ(co_await bed.peer.receive(), close);
  });
}

TEST_F(ClientTest, AcceptsAnAnswerByteByByte) {
  with([](ClientBed& bed) -> awaitable<void> {
    std::string result;
    bed.begin(call_of("Call"), result);
    co_await bed.peer.send_bytewise(response(1, "yes"));
    EXPECT_EQ(result, "yes");
  });
}

}  // namespace
}  // namespace plimsoll::ttrpc
