#include "conformance/suggest/nearest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(EditDistance, CountsInsertionsRemovalsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("run", "run"), 0u);
  EXPECT_EQ(edit_distance("run", "ruin"), 1u);
  EXPECT_EQ(edit_distance("run", "rn"), 1u);
  EXPECT_EQ(edit_distance("run", "ran"), 1u);
  EXPECT_EQ(edit_distance("run", "rnu"), 1u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
}

TEST(Nearest, NamesWhatWasMeant) {
  const std::vector<std::string> commands = {"run", "list", "explain", "doctor"};
  EXPECT_THAT(nearest("rnu", commands), ElementsAre("run"));
  EXPECT_THAT(nearest("docter", commands), ElementsAre("doctor"));
  EXPECT_THAT(nearest("EXPLIAN", commands), ElementsAre("explain"));
  EXPECT_THAT(nearest("frobnicate", commands), IsEmpty());
}

TEST(Nearest, TakesAPartOfALongNameForThatName) {
  EXPECT_THAT(nearest("kata", {"Passthrough.KataByName", "Refusal.Root"}),
              ElementsAre("Passthrough.KataByName"));
}

TEST(Nearest, StopsAtThree) {
  EXPECT_EQ(nearest("aaaa", {"aaab", "aaac", "aaad", "aaae"}).size(), 3u);
}

TEST(DidYouMean, IsASentenceOrNothing) {
  EXPECT_EQ(did_you_mean("lsit", {"list", "run"}), "; did you mean `list`?");
  EXPECT_EQ(did_you_mean("zzzz", {"list", "run"}), "");
}

}  // namespace
}  // namespace plimsoll::conformance
