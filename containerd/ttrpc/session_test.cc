#include "containerd/ttrpc/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containerd/ttrpc/envelope.h"

namespace plimsoll::ttrpc {
namespace {

using testing::AllOf;
using testing::Field;
using testing::StartsWith;
using testing::VariantWith;

std::string some_request() { return encode(Request{.service = "s", .method = "m"}); }

Frame unary(std::uint32_t stream) { return {stream, FrameType::request, 0, some_request()}; }
Frame streaming(std::uint32_t stream) {
  return {stream, FrameType::request, flag::remote_open, some_request()};
}
Frame data(std::uint32_t stream, std::uint8_t flags, std::string payload) {
  return {stream, FrameType::data, flags, std::move(payload)};
}

auto refused(std::uint32_t stream, Code code, const std::string& message) {
  return VariantWith<Refusal>(
      AllOf(Field("stream", &Refusal::stream, stream),
            Field("status", &Refusal::status,
                  AllOf(Field("code", &Status::code, code),
                        Field("message", &Status::message, StartsWith(message))))));
}
auto ignored() {
  return testing::Truly([](const Decision& it) { return std::holds_alternative<Ignored>(it); });
}
auto opens(std::uint32_t stream) {
  return VariantWith<Opening>(Field("stream", &Opening::stream, stream));
}
auto delivers(std::optional<std::string> text, bool closes) {
  return VariantWith<Message>(
      AllOf(Field("data", &Message::data, text), Field("closes", &Message::closes, closes)));
}

struct Step {
  FrameParser::Event event;
  testing::Matcher<Decision> expected;
};
struct Conversation {
  const char* name;
  std::vector<Step> steps;
};

class EveryConversation : public testing::TestWithParam<Conversation> {};

TEST_P(EveryConversation, IsDecidedStepByStep) {
  Session session;
  int number = 0;
  for (const auto& [event, expected] : GetParam().steps) {
    EXPECT_THAT(session.decide(event), expected) << "step " << ++number;
  }
}

const auto invalid = Code::invalid_argument;
constexpr auto rc = flag::remote_closed;
constexpr auto nd = flag::no_data;

INSTANTIATE_TEST_SUITE_P(
    Table, EveryConversation,
    testing::Values(
        Conversation{
            "EvenStream",
            {{unary(2), refused(2, invalid, "StreamID must be odd for client initiated streams")},
             {unary(0), refused(0, invalid, "StreamID must be odd for client initiated streams")},
             {Frame{4, FrameType::response, 0, ""}, refused(4, invalid, "StreamID must be odd")},
             {unary(1), opens(1)}}},
        Conversation{
            "ReusedStream",
            {{unary(5), opens(5)},
             {unary(5), refused(5, invalid, "StreamID cannot be re-used and must increment")},
             {unary(3), refused(3, invalid, "StreamID cannot be re-used and must increment")},
             {unary(7), opens(7)}}},
        Conversation{"StreamsMayBeSkipped",
                     {{unary(1), opens(1)}, {unary(0xffffffff), opens(0xffffffff)}}},
        Conversation{"DataForNobody",
                     {{data(1, 0, "x"), refused(1, invalid, "StreamID is no longer active")},
                      {unary(1), opens(1)}}},
        Conversation{"BadEnvelope",
                     {{Frame{1, FrameType::request, 0, "\xff"},
                       refused(1, invalid, "unmarshal request error: ")},
                      {unary(1), refused(1, invalid, "StreamID cannot be re-used")},
                      {unary(3), opens(3)}}},
        Conversation{"EmptyEnvelope", {{Frame{1, FrameType::request, 0, ""}, opens(1)}}},
        Conversation{"Oversized",
                     {{Oversized{1, FrameType::request, 5'000'000},
                       refused(1, Code::resource_exhausted,
                               "message length 5000000 exceed maximum message size of 4194304")},
                      {unary(1), opens(1)}}},
        Conversation{"OversizedDataEndsItsCall",
                     {{streaming(1), opens(1)},
                      {Oversized{1, FrameType::data, 5'000'000},
                       VariantWith<Refusal>(Field("ends_call", &Refusal::ends_call, true))},
                      {data(1, 0, "x"), refused(1, invalid, "StreamID is no longer active")}}},
        Conversation{"UnknownTypes",
                     {{Frame{1, FrameType{0}, 0, "x"}, ignored()},
                      {Frame{1, FrameType{4}, 255, ""}, ignored()},
                      {unary(1), opens(1)}}},
        Conversation{"ResponseOfAClient",
                     {{unary(1), opens(1)}, {Frame{1, FrameType::response, 0, "x"}, ignored()}}},
        Conversation{
            "DataThenClose",
            {{streaming(1), opens(1)},
             {data(1, 0, "x"), delivers("x", false)},
             {data(1, 0, ""), delivers("", false)},
             {data(1, nd, ""), delivers(std::nullopt, false)},
             {data(1, rc | nd, ""), delivers(std::nullopt, true)},
             {data(1, rc | nd, ""), ignored()},
             {data(1, 0, "x"), refused(1, invalid, "data handling error: ttrpc: stream closed")}}},
        Conversation{"CloseWithAnEmptyMessage",
                     {{streaming(1), opens(1)}, {data(1, rc, ""), delivers("", true)}}},
        Conversation{"CloseWithData",
                     {{streaming(1), opens(1)},
                      {data(1, rc | nd, "x"),
                       refused(1, invalid, "data close message cannot include data")}}},
        Conversation{
            "CloseWithDataWithoutSayingSo",
            {{streaming(1), opens(1)},
             {data(1, rc, "x"), refused(1, invalid, "data close message cannot include data")}}},
        Conversation{
            "NoDataWithData",
            {{streaming(1), opens(1)},
             {data(1, nd, "x"), refused(1, invalid, "data close message cannot include data")}}},
        Conversation{
            "DataForAUnaryCall",  // Go's server crashes
            {{unary(1), opens(1)},
             {data(1, 0, "x"), refused(1, invalid, "data handling error: the call is unary")}}},
        Conversation{
            "DataAfterARequestThatClosed",
            {{Frame{1, FrameType::request, rc, some_request()}, opens(1)},
             {data(1, 0, "x"), refused(1, invalid, "data handling error: ttrpc: stream closed")}}}),
    [](const auto& test) { return test.param.name; });

TEST(Session, ForgetsAStreamThatIsFinished) {
  Session session;
  (void)session.decide(streaming(1));
  EXPECT_EQ(session.open_streams(), 1u);
  session.finished(1);
  EXPECT_EQ(session.open_streams(), 0u);
  EXPECT_THAT(session.decide(data(1, 0, "x")), refused(1, invalid, "StreamID is no longer active"));
}

TEST(Session, LeavesTheCallAloneWhoseStreamIsReused) {
  Session session;
  (void)session.decide(unary(1));
  EXPECT_THAT(session.decide(unary(1)),
              VariantWith<Refusal>(Field("ends_call", &Refusal::ends_call, false)));
  EXPECT_EQ(session.open_streams(), 1u);
}

}  // namespace
}  // namespace plimsoll::ttrpc
