#include "reference-engine/api/query.h"

#include <gtest/gtest.h>

namespace plimsoll::engine::api {
namespace {

TEST(PercentDecoding, LeavesWhatIsNoEscapeAsItIs) {
  EXPECT_EQ(percent_decoded("%2Fbin%2ftrue"), "/bin/true");
  EXPECT_EQ(percent_decoded("%00x"), std::string("\0x", 2));
  for (const char* text : {"%", "%2", "%zz", "100%", "%+1", "a%-1b"}) {
    EXPECT_EQ(percent_decoded(text), text);
  }
}

TEST(Query, IsTakenApart) {
  EXPECT_EQ(parse_query("all=1&name=a+b%26c&empty=&bare"),
            (Query{{"all", {"1"}}, {"name", {"a b&c"}}, {"empty", {""}}, {"bare", {""}}}));
}

TEST(Query, KeepsAllOfANamesValuesInOrder) {
  EXPECT_EQ(parse_query("a=1&a=2&&=x"), (Query{{"a", {"1", "2"}}}));
}

}  // namespace
}  // namespace plimsoll::engine::api
