#include "conformance/runner/order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAreArray;

const std::vector<std::string> names = {"A.1", "A.2", "B.1", "B.2", "B.3", "C.1"};

std::vector<std::string> in_order(const char* text) { return ordered(names, *Order::parse(text)); }

TEST(Order, IsOneOfThree) {
  for (const char* text : {"forward", "reverse", "random:0", "random:18446744073709551615"}) {
    ASSERT_TRUE(Order::parse(text).has_value()) << text;
    EXPECT_EQ(Order::parse(text)->text(), text);
  }
  for (const char* text : {"", "backward", "random", "random:", "random:x", "random:-1",
                           "random:1x", "random:99999999999999999999"}) {
    EXPECT_FALSE(Order::parse(text).has_value()) << text;
  }
}

TEST(Order, ForwardIsAsListed) { EXPECT_EQ(in_order("forward"), names); }

TEST(Order, ReverseIsTheOtherWayRound) {
  EXPECT_THAT(in_order("reverse"), ElementsAre("C.1", "B.3", "B.2", "B.1", "A.2", "A.1"));
}

TEST(Order, RandomIsEverythingOnceAndTheSameForASeed) {
  EXPECT_THAT(in_order("random:7"), UnorderedElementsAreArray(names));
  EXPECT_EQ(in_order("random:7"), in_order("random:7"));
  EXPECT_NE(in_order("random:7"), in_order("random:8"));
}

TEST(Order, KeepsASuiteTogether) {
  for (int seed = 0; seed < 50; ++seed) {
    std::string suites;
    for (const std::string& name : in_order(("random:" + std::to_string(seed)).c_str())) {
      if (!suites.ends_with(name[0])) suites += name[0];
    }
    EXPECT_EQ(suites.size(), 3u) << seed;
  }
}

}  // namespace
}  // namespace plimsoll::conformance
