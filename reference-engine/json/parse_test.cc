#include "reference-engine/json/parse.h"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ParseJson, ReadsWhatIsJson) {
  EXPECT_EQ(parse_json(R"({"a": [1, null, "x"]})"), json({{"a", {1, nullptr, "x"}}}));
  EXPECT_EQ(parse_json("null"), json());
}

TEST(ParseJson, HasNothingForWhatIsNone) {
  for (const char* text : {"", "{", "[1,]", "nonsense", "{\"a\":}", "1 2", "\xff"}) {
    EXPECT_EQ(parse_json(text), std::nullopt) << text;
  }
}

TEST(ParseJson, HasNothingForWhatIsNestedTooDeep) {
  EXPECT_NE(parse_json(nested(kDeepestJson)), std::nullopt);
  EXPECT_EQ(parse_json(nested(kDeepestJson + 1)), std::nullopt);
  EXPECT_EQ(parse_json(nested(2'000'000)), std::nullopt);
  EXPECT_EQ(parse_json(std::string(2'000'000, '{')), std::nullopt);
}

TEST(ParseJson, CountsNoBracketsOfStrings) {
  const std::string brackets(1000, '[');
  EXPECT_EQ(parse_json("\"" + brackets + "\""), json(brackets));
  EXPECT_EQ(parse_json(R"(["\"", "\\", "[[\"[["])"), json({"\"", "\\", "[[\"[["}));
}

TEST(ParseJson, IsNotMisledByStringsThatDoNotEnd) {
  EXPECT_EQ(parse_json("\"" + nested(5000)), std::nullopt);
  EXPECT_EQ(parse_json("\"\\"), std::nullopt);
}

}  // namespace
}  // namespace plimsoll::engine
