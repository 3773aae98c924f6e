#include "conformance/names/json_spelling.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "conformance/names/generated_names.h"

namespace plimsoll::conformance {
namespace {

TEST(AsText, ReplacesWhatIsNoText) {
  EXPECT_EQ(as_text("a.b"), "a.b");
  EXPECT_EQ(as_text("a\xff.b"), "a\xef\xbf\xbd.b");
  EXPECT_EQ(as_text(std::string_view("a\0b", 3)), std::string("a\0b", 3));
}

TEST(SpelledInJson, MeansTheSameHoweverItIsWritten) {
  const GeneratedNames names({.seed = 5});
  for (std::uint64_t i = 0; i < 5000; ++i) {
    Dice dice(i);
    const std::string text = as_text(names.at(i));
    const std::string spelling = spelled_in_json(text, dice);
    ASSERT_EQ(nlohmann::json::parse(spelling).get<std::string>(), text) << spelling;
  }
}

TEST(SpelledInJson, WritesOneNameInManyWays) {
  std::set<std::string> ways;
  for (std::uint64_t i = 0; i < 200; ++i) {
    Dice dice(i);
    ways.insert(spelled_in_json("/x\xf0\x9f\x9a\xa2", dice));
  }
  EXPECT_TRUE(ways.contains("\"/x\xf0\x9f\x9a\xa2\"")) << "as it is";
  EXPECT_TRUE(ways.contains("\"\\/x\xf0\x9f\x9a\xa2\"")) << "with JSON's own escape of a slash";
  EXPECT_TRUE(ways.contains("\"\\u002f\\u0078\\ud83d\\udea2\"")) << "in units of UTF-16";
}

}  // namespace
}  // namespace plimsoll::conformance
