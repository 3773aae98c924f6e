#include "conformance/names/shrink.h"

#include <gtest/gtest.h>

#include "conformance/names/generated_names.h"

namespace plimsoll::conformance {
namespace {

bool has(std::string_view name, std::string_view what) {
  return name.find(what) != std::string_view::npos;
}

TEST(Shrunk, KeepsOnlyWhatShowsIt) {
  const auto slash = [](std::string_view name) { return has(name, "/"); };
  EXPECT_EQ(shrunk("\x1b../io.containerd.kata.v2/x", {.still_shows = slash}), "/");
  const auto leading_dot = [](std::string_view name) { return name.starts_with('.'); };
  EXPECT_EQ(shrunk(".io.containerd.kata.v2", {.still_shows = leading_dot}), ".");
}

TEST(Shrunk, FindsWhatBelongsTogetherFarApart) {
  const auto both = [](std::string_view name) { return has(name, "/") && has(name, "v2"); };
  EXPECT_EQ(shrunk("io/containerd.a.long.name.of.kata.v2", {.still_shows = both}), "/v2");
}

TEST(Shrunk, MakesWhatMattersNotPlain) {
  const auto three = [](std::string_view name) { return name.size() >= 3; };
  EXPECT_EQ(shrunk("\x01\x02\x03\x04", {.still_shows = three}), "aaa");
}

TEST(Shrunk, TakesCharactersWhole) {
  const auto ship = [](std::string_view name) { return has(name, "\xf0\x9f\x9a\xa2"); };
  EXPECT_EQ(shrunk("\xd0\xba.\xf0\x9f\x9a\xa2.\xd0\xba", {.still_shows = ship}),
            "\xf0\x9f\x9a\xa2");
}

TEST(Shrunk, IsNeverEmpty) {
  EXPECT_EQ(shrunk("anything", {.still_shows = [](std::string_view) { return true; }}), "a");
}

TEST(Shrunk, StaysWhenNothingShorterShowsIt) {
  const auto itself = [](std::string_view name) { return name == "a.b"; };
  EXPECT_EQ(shrunk("a.b", {.still_shows = itself}), "a.b");
}

TEST(Shrunk, AsksNoMoreThanItMay) {
  std::size_t asked = 0;
  const auto never = [&](std::string_view) {
    ++asked;
    return false;
  };
  const std::string name(4000, 'x');
  EXPECT_EQ(shrunk(name, {.still_shows = never, .tries = 5}), name);
  EXPECT_EQ(asked, 5u);
}

// The property that makes it worth having, for whatever is generated.
TEST(Shrunk, CannotBeShrunkAgain) {
  const auto path_with_dot = [](std::string_view name) { return has(name, "/") && has(name, "."); };
  const GeneratedNames names({.seed = 3});
  for (std::uint64_t i = 0; i < 500; ++i) {
    const std::string name = names.at(i);
    if (!path_with_dot(name) || name.size() > 400) continue;
    EXPECT_EQ(shrunk(name, {.still_shows = path_with_dot, .tries = 100'000}).size(), 2u)
        << testing::PrintToString(name);
  }
}

}  // namespace
}  // namespace plimsoll::conformance
