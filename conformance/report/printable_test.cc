#include "conformance/report/printable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;

TEST(Printable, LeavesOrdinaryTextAlone) {
  for (const char* text :
       {"", "io.containerd.runc.v2", "\xc3\xa9t\xc3\xa9 \xf0\x9f\x9a\xa2", "a\\b \"c\""}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Printable, SpellsOutWhatATerminalWouldObey) {
  EXPECT_EQ(printable("\x1b[2J"), "\\x1b[2J");
  EXPECT_EQ(printable("\x07\x08\x7f"), "\\x07\\x08\\x7f");
  EXPECT_EQ(printable("\r\n\t"), "\\r\\n\\t");
  EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
  EXPECT_EQ(printable("\xc2\x9b"
                      "2J"),
            "\\u{9b}2J");
}

TEST(Printable, SpellsOutWhatNobodySees) {
  EXPECT_EQ(printable("\xe2\x80\xae"), "\\u{202e}");  // right-to-left override
  EXPECT_EQ(printable("a\xe2\x80\x8b"
                      "b"),
            "a\\u{200b}b");                           // zero width space
  EXPECT_EQ(printable("\xef\xbf\xbf"), "\\u{ffff}");  // forbidden in XML
}

TEST(Printable, SpellsOutBytesThatAreNoCharacter) {
  EXPECT_EQ(printable("a\xff\xc3"), "a\\xff\\xc3");
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");
}

TEST(Printable, OfAnyBytesIsOneLineWithoutControls) {
  for (const char letter : printable(hostile_text())) {
    const auto byte = static_cast<unsigned char>(letter);
    EXPECT_TRUE(byte >= 0x20 && byte != 0x7f) << int{byte};
  }
}

TEST(PrintableLines, KeepsLines) {
  EXPECT_THAT(printable_lines("one\ntwo\x1b\n"), ElementsAre("one", "two\\x1b"));
  EXPECT_THAT(printable_lines("a\n\nb"), ElementsAre("a", "", "b"));
  EXPECT_THAT(printable_lines(""), ElementsAre(""));
}

TEST(Excerpt, SaysHowMuchItLeftOut) {
  EXPECT_EQ(excerpt("short", 5), "short");
  EXPECT_EQ(excerpt("longer", 4), "long... (2 bytes more; report.json has them all)");
  EXPECT_EQ(excerpt("a\xc3\xa9", 2), "a... (2 bytes more; report.json has them all)");
}

}  // namespace
}  // namespace plimsoll::conformance
