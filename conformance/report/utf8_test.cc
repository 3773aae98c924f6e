#include "conformance/report/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll::conformance {
namespace {

TEST(Utf8, ReadsTheFirstCharacter) {
  struct Row {
    const char* bytes;
    char32_t value;
    std::size_t length;
  };
  for (const Row& row :
       {Row{"az", 'a', 1}, Row{"\xc3\xa9", 0xe9, 2}, Row{"\xe2\x82\xac", 0x20ac, 3},
        Row{"\xf0\x9f\x9a\xa2", 0x1f6a2, 4}, Row{"\xf4\x8f\xbf\xbf", 0x10ffff, 4}}) {
    const auto character = first_code_point(row.bytes);
    ASSERT_TRUE(character.has_value()) << row.bytes;
    EXPECT_EQ(character->value, row.value);
    EXPECT_EQ(character->length, row.length);
  }
}

TEST(Utf8, RefusesWhatIsNotWellFormed) {
  for (const char* bytes :
       {"", "\x80", "\xff", "\xc3", "\xc3z", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80",
        "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80"}) {
    EXPECT_FALSE(first_code_point(bytes).has_value()) << testing::PrintToString(std::string(bytes));
  }
}

}  // namespace
}  // namespace plimsoll::conformance
