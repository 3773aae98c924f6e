#include "conformance/report/time_left.h"

#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using namespace std::chrono_literals;

TEST(TimeLeft, IsWhatTheRestTakesAtThisPace) {
  EXPECT_EQ(time_left({.done = 10, .total = 40, .elapsed = 5s}), 15s);
  EXPECT_EQ(time_left({.done = 1, .total = 4, .elapsed = 100ms}), 1s) << "rounded up";
}

TEST(TimeLeft, IsNotGuessedFromNothing) {
  EXPECT_EQ(time_left({.done = 0, .total = 40, .elapsed = 5s}), std::nullopt);
  EXPECT_EQ(time_left({.done = 40, .total = 40, .elapsed = 5s}), std::nullopt) << "nothing is left";
  EXPECT_EQ(time_left({}), std::nullopt);
}

TEST(TimeLeft, IsSpokenRounded) {
  EXPECT_EQ(spoken(14s), "about 14 s left");
  EXPECT_EQ(spoken(170s), "about 3 min left");
  EXPECT_EQ(spoken(2h + 10min), "about 2 h left");
}

}  // namespace
}  // namespace plimsoll::conformance
