#include "reference-engine/stdio/log_entry.h"

#include <gtest/gtest.h>

#include <vector>

namespace plimsoll::engine {
namespace {

const Timestamp kMoment = Timestamp(std::chrono::seconds(1767323045));

TEST(LogEntry, IsALineOfDockersJsonFile) {
  EXPECT_EQ(
      encode({.text = "say \"hi\"\n", .stream = Stream::standard_error, .time = kMoment}),
      "{\"log\":\"say \\\"hi\\\"\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:05Z\"}\n");
}

TEST(LogEntry, ComesBackAsItWas) {
  for (const char* text : {"", "\n", "a\tb\r\n", "caf\u00e9\n", "\x01\x02"}) {
    const LogEntry entry{.text = text, .stream = Stream::standard_output, .time = kMoment};
    EXPECT_EQ(decode_log_entry(encode(entry)), entry);
  }
}

TEST(LogEntry, BytesThatAreNoTextAreReplaced) {
  const LogEntry entry{.text =
                           "a\xff"
                           "b",
                       .stream = Stream::standard_output,
                       .time = kMoment};
  EXPECT_EQ(decode_log_entry(encode(entry))->text, "a\uFFFDb");
}

TEST(LogEntry, ALineCutShortIsNone) {
  for (const char* line : {"", "{", "[]", "{\"log\":\"x\"}", "{\"log\":5,\"time\":\"\"}",
                           "{\"log\":\"x\",\"stream\":\"stdout\",\"time\":\"later\"}"}) {
    EXPECT_EQ(decode_log_entry(line), std::nullopt) << line;
  }
}

struct Cut {
  std::vector<std::string> lines;
  std::string rest;
};

Cut cut(const std::vector<std::string>& pieces) {
  LineCutter cutter;
  Cut result;
  for (const auto& piece : pieces) {
    cutter.feed(piece, [&](std::string line) { result.lines.push_back(std::move(line)); });
  }
  cutter.finish([&](std::string line) { result.rest = std::move(line); });
  return result;
}

TEST(LineCutter, CutsAtNewlinesHoweverTheBytesArrive) {
  const Cut result = cut({"a\nb", "c\n", "\nd"});
  EXPECT_EQ(result.lines, (std::vector<std::string>{"a\n", "bc\n", "\n"}));
  EXPECT_EQ(result.rest, "d");
}

TEST(LineCutter, CutsALongLineAfter16KiB) {
  const Cut result = cut({std::string(LineCutter::kLongest + 3, 'x'), "\n"});
  ASSERT_EQ(result.lines.size(), 2u);
  EXPECT_EQ(result.lines[0].size(), LineCutter::kLongest);
  EXPECT_EQ(result.lines[1], "xxx\n");
}

}  // namespace
}  // namespace plimsoll::engine
