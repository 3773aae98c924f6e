#include "reference-engine/json/filters.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

TEST(Filters, AreReadAsListsAndAsSets) {
  const Filters expected = {{"status", {"exited", "running"}}};
  EXPECT_EQ(parse_filters(R"({"status": ["exited", "running"]})"), expected);
  EXPECT_EQ(parse_filters(R"({"status": {"exited": true, "paused": false, "running": true}})"),
            expected);
}

TEST(Filters, ThatAskForNothingAreNone) {
  for (const char* text : {"", "{}", R"({"status": []})", R"({"status": {"exited": false}})"}) {
    EXPECT_EQ(parse_filters(text), Filters()) << text;
  }
}

TEST(Filters, OfAnotherShapeAreRefused) {
  for (const char* text : {"{", "[]", "5", R"({"status": 5})", R"({"status": "exited"})",
                           R"({"status": [5]})", R"({"status": {"exited": 1}})"}) {
    EXPECT_EQ(parse_filters(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace plimsoll::engine
