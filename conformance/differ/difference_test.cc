#include "conformance/differ/difference.h"

#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using Verb = Operation::Verb;

Difference of_create(const std::string& name, const std::string& one, const std::string& other) {
  return {.sequence = {{Verb::create, name}}, .seen = {one, other}};
}

TEST(Difference, IsTheFirst) {
  const Sequence sequence = {{Verb::create, "x"}, {Verb::start}, {Verb::inspect}};
  EXPECT_FALSE(first_difference(sequence, {"201", "204", "a"}, {"201", "204", "a"}));
  const auto difference = first_difference(sequence, {"201", "204", "a"}, {"201", "400 no", "b"});
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->sequence, (Sequence{{Verb::create, "x"}, {Verb::start}}));
  EXPECT_EQ(difference->seen[1], "400 no");
}

struct Pair {
  Difference one;
  Difference other;
  bool same;
};
class CauseOf : public testing::TestWithParam<Pair> {};

TEST_P(CauseOf, IsOneForAllThatDifferInTheSameWay) {
  EXPECT_EQ(GetParam().one.cause() == GetParam().other.cause(), GetParam().same)
      << GetParam().one.cause() << "\n"
      << GetParam().other.cause();
}

INSTANTIATE_TEST_SUITE_P(
    Each, CauseOf,
    testing::Values(
        Pair{of_create("io.a.v1", "400 Unknown runtime specified io.a.v1", "201"),
             of_create("io.b.v2", "400 Unknown runtime specified io.b.v2", "201"), true},
        Pair{of_create("x", "400 Unknown runtime specified x", "201"),
             of_create("io.b.v2", "400 Unknown runtime specified io.b.v2", "201"), true},
        Pair{of_create("io.a.v1", "400 no io.a.v1", "201"),
             of_create("io.a.v1", "500 no io.a.v1", "201"), false},
        Pair{of_create("a", "400 after 17 ms", "201"), of_create("a", "400 after 4 ms", "201"),
             true},
        Pair{of_create("a", "400 no", "201"), of_create("a", "201", "400 no"), false},
        Pair{{.sequence = {{Verb::restart, R"({"runtimes": {"mine": {}}})"}},
              .seen = {"it ends: runtime mine", "it serves"}},
             {.sequence = {{Verb::restart, R"({"runtimes": {"other": {}}})"}},
              .seen = {"it ends: runtime other", "it serves"}},
             true},
        Pair{{.sequence = {{Verb::info}}, .seen = {"runc x by default", "runc x y by default"}},
             {.sequence = {{Verb::info}}, .seen = {"runc by default", "runc y by default"}},
             true}));

// Refuses what has a slash; the other takes everything, but for what was reloaded away.
std::optional<Difference> played(const Sequence& sequence) {
  Answers one;
  Answers other;
  for (const Operation& operation : sequence) {
    const bool refused =
        operation.verb == Verb::create && operation.text.find('/') != std::string::npos;
    one.emplace_back(refused ? "400" : "200");
    other.emplace_back("200");
  }
  return first_difference(sequence, one, other);
}

TEST(ADifference, IsShrunkToWhatShowsIt) {
  const Sequence sequence = {
      {Verb::info}, {Verb::create, "abc"}, {Verb::start}, {Verb::create, "x/y z"}, {Verb::start}};
  const Difference shortest = shrunk(*played(sequence), played);
  EXPECT_EQ(shortest.sequence, (Sequence{{Verb::create, "/"}}));
}

TEST(ADifference, IsAsItWasWithoutTries) {
  const Sequence sequence = {{Verb::info}, {Verb::create, "x/y"}};
  EXPECT_EQ(shrunk(*played(sequence), played, 0).sequence, sequence);
}

}  // namespace
}  // namespace plimsoll::conformance
