// What the server does about peers that leave, flood, don't read, or don't know the protocol.
#include "containerd/ttrpc/inbox.h"
#include "containerd/ttrpc/server_bed.h"

namespace plimsoll::ttrpc {
namespace {

using testing::HasSubstr;

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
