#include "conformance/report/screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace plimsoll::conformance {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::size_t rows(const std::string& text) {
  std::size_t sum = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    sum += std::max<std::size_t>(1, (end - begin + screen_columns - 1) / screen_columns);
    begin = end + 1;
  }
  return sum;
}

std::string lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

TEST(FittedToScreen, LeavesAloneWhatFits) {
  EXPECT_EQ(fitted_to_screen(lines(5), "end\n"), lines(5) + "end\n");
  EXPECT_EQ(fitted_to_screen(lines(21), "end\n"), lines(21) + "end\n");
}

TEST(FittedToScreen, LeavesOutLinesAndSaysHowMany) {
  const std::string fitted = fitted_to_screen(lines(100), "evidence\nreproduce\n");
  EXPECT_LE(rows(fitted), screen_lines);
  EXPECT_THAT(fitted, StartsWith("line 1\nline 2\n"));
  EXPECT_THAT(fitted, EndsWith("  ... 81 more lines are in the report\nevidence\nreproduce\n"));
}

TEST(FittedToScreen, CutsALineThatWouldFillItAlone) {
  const std::string fitted =
      fitted_to_screen("name\n" + std::string(4000, 'x') + "\nwhere\n", "reproduce\n");
  EXPECT_LE(rows(fitted), screen_lines);
  EXPECT_THAT(fitted, HasSubstr("x... (4000 bytes in all)\nwhere\nreproduce\n"));
}

TEST(FittedToScreen, CutsBetweenCharacters) {
  std::string ships;
  for (int i = 0; i < 1000; ++i) ships += "\xf0\x9f\x9a\xa2";
  const std::string fitted = fitted_to_screen(ships + "\n", "");
  EXPECT_THAT(fitted, HasSubstr("\xf0\x9f\x9a\xa2... (4000 bytes in all)"));
}

TEST(FittedToScreen, KeepsTheEndWhateverHappens) {
  EXPECT_THAT(fitted_to_screen(lines(100), lines(40)), EndsWith(lines(40)));
}

}  // namespace
}  // namespace plimsoll::conformance
