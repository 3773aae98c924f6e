#include "containerd/ttrpc/frame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containerd/ttrpc/status.h"

namespace plimsoll::ttrpc {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::VariantWith;

std::vector<FrameParser::Event> events(FrameParser& parser) {
  std::vector<FrameParser::Event> events;
  while (auto event = parser.next()) events.push_back(std::move(*event));
  return events;
}

std::vector<FrameParser::Event> parse(std::string_view bytes) {
  FrameParser parser;
  parser.feed(bytes);
  return events(parser);
}

struct Wire {
  const char* name;
  Frame frame;
  std::string bytes;
};

class EveryFrame : public testing::TestWithParam<Wire> {};

TEST_P(EveryFrame, IsTheseBytes) { EXPECT_EQ(encode(GetParam().frame), GetParam().bytes); }

TEST_P(EveryFrame, IsReadFromThem) {
  EXPECT_THAT(parse(GetParam().bytes), ElementsAre(VariantWith<Frame>(GetParam().frame)));
}

Frame frame(std::uint32_t stream, FrameType type, std::uint8_t flags, std::string payload) {
  return {stream, type, flags, std::move(payload)};
}

INSTANTIATE_TEST_SUITE_P(
    Table, EveryFrame,
    testing::Values(
        Wire{"Request", frame(1, FrameType::request, 0, "abc"), "\0\0\0\3\0\0\0\1\1\0abc"s},
        Wire{"Response", frame(3, FrameType::response, 0, "x"), "\0\0\0\1\0\0\0\3\2\0x"s},
        Wire{"LastData", frame(5, FrameType::data, 5, ""), "\0\0\0\0\0\0\0\5\3\5"s},
        Wire{"NoPayload", frame(1, FrameType::request, 0, ""), "\0\0\0\0\0\0\0\1\1\0"s},
        Wire{"StreamZero", frame(0, FrameType::data, 0, ""), "\0\0\0\0\0\0\0\0\3\0"s},
        Wire{"HighestStream", frame(0xffffffff, FrameType::request, 255, "z"),
             "\0\0\0\1\xff\xff\xff\xff\1\xffz"s},
        Wire{"UnknownType", frame(7, FrameType{0xee}, 0, "??"), "\0\0\0\2\0\0\0\7\xee\0??"s},
        Wire{"BigEndian", frame(0x01020304, FrameType::data, 0, std::string(0x0102, 'y')),
             "\0\0\1\2\1\2\3\4\3\0"s + std::string(0x0102, 'y')}),
    [](const auto& test) { return test.param.name; });

TEST(FrameParser, AcceptsFramesCutAnywhere) {  // R-TTRPC 14
  const std::vector<Frame> frames = {{1, FrameType::request, 0, "first"},
                                     {1, FrameType::data, 1, ""},
                                     {3, FrameType::request, 2, std::string(40, '\0')}};
  std::string bytes;
  for (const auto& frame : frames) bytes += encode(frame);
  for (std::size_t one = 0; one <= bytes.size(); ++one) {
    for (std::size_t two = one; two <= bytes.size(); ++two) {
      FrameParser parser;
      parser.feed(bytes.substr(0, one));
      parser.feed(bytes.substr(one, two - one));
      parser.feed(bytes.substr(two));
      ASSERT_THAT(events(parser),
                  ElementsAre(VariantWith<Frame>(frames[0]), VariantWith<Frame>(frames[1]),
                              VariantWith<Frame>(frames[2])))
          << "cut at " << one << " and " << two;
      ASSERT_TRUE(parser.between_frames());
    }
  }
}

TEST(FrameParser, SaysNothingOfHalfAFrame) {
  const auto bytes = encode(Frame{1, FrameType::request, 0, "abc"});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    FrameParser parser;
    parser.feed(bytes.substr(0, size));
    EXPECT_THAT(events(parser), IsEmpty()) << "after " << size << " bytes";
    EXPECT_EQ(parser.between_frames(), size == 0);
  }
}

TEST(FrameParser, AcceptsTheLongestPayload) {
  const Frame longest{1, FrameType::data, 0, std::string(kMaxData, 'm')};
  EXPECT_THAT(parse(encode(longest)), ElementsAre(VariantWith<Frame>(longest)));
}

TEST(FrameParser, SkipsOneByteMoreAndGoesOn) {  // R-TTRPC 4
  const std::uint32_t length = kMaxData + 1;
  const Frame next{9, FrameType::request, 0, "next"};
  const auto bytes = encode(Header{.length = length, .stream = 7, .type = FrameType::data}) +
                     std::string(length, 'o') + encode(next);
  FrameParser parser;
  for (std::size_t at = 0; at < bytes.size(); at += 100'000)
    parser.feed(std::string_view(bytes).substr(at, 100'000));
  EXPECT_THAT(events(parser),
              ElementsAre(VariantWith<Oversized>(Oversized{7, FrameType::data, length}),
                          VariantWith<Frame>(next)));
}

TEST(FrameParser, SkipsFourGigabytesWithoutKeepingThem) {
  FrameParser parser;
  parser.feed(encode(Header{.length = 0xffffffff, .stream = 1, .type = FrameType::request}));
  const std::string chunk(16u << 20, 'x');
  for (int i = 0; i < 255; ++i) parser.feed(chunk);
  parser.feed(std::string_view(chunk).substr(1));
  EXPECT_THAT(events(parser),
              ElementsAre(VariantWith<Oversized>(Oversized{1, FrameType::request, 0xffffffff})));
  EXPECT_TRUE(parser.between_frames());
}

TEST(Encode, RefusesWhatNoPeerAccepts) {
  try {
    (void)encode(Frame{1, FrameType::request, 0, std::string(kMaxData + 1, 'x')});
    FAIL() << "it was encoded";
  } catch (const StatusError& error) {
    EXPECT_STREQ(
        error.what(),
        "ResourceExhausted: message length 4194305 exceed maximum message size of 4194304");
  }
}

}  // namespace
}  // namespace plimsoll::ttrpc
