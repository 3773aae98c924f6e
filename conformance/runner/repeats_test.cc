#include "conformance/runner/repeats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Outcome ran(Verdict verdict, const std::string& evidence = "") {
  return {.case_name = "A.B", .verdict = verdict, .evidence = evidence};
}

std::optional<Outcome> after(Repeats& repeats, const std::vector<Verdict>& verdicts) {
  std::optional<Outcome> last;
  for (const Verdict verdict : verdicts) last = repeats.add(ran(verdict));
  return last;
}

TEST(Repeats, OnceIsAsItWas) {
  Repeats repeats(1);
  EXPECT_EQ(after(repeats, {Verdict::pass})->verdict, Verdict::pass);
  EXPECT_THAT(repeats.flaky(), IsEmpty());
}

TEST(Repeats, WaitForTheLastRun) {
  Repeats repeats(3);
  EXPECT_FALSE(after(repeats, {Verdict::pass, Verdict::pass}).has_value());
  const auto whole = repeats.add(ran(Verdict::pass));
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->verdict, Verdict::pass);
  EXPECT_THAT(whole->findings, IsEmpty());
}

TEST(Repeats, OnePassInManyIsNoPassAndOneFailureIsAFailure) {
  Repeats repeats(3);
  const auto whole = after(repeats, {Verdict::pass, Verdict::fail, Verdict::pass});
  EXPECT_EQ(whole->verdict, Verdict::fail);
  EXPECT_EQ(whole->findings.at(0).seen, "flaky: pass in runs 1, 3; fail in run 2");
  EXPECT_THAT(repeats.flaky(), ElementsAre("A.B"));
}

TEST(Repeats, AlwaysFailingIsNotFlaky) {
  Repeats repeats(2);
  EXPECT_EQ(after(repeats, {Verdict::fail, Verdict::fail})->verdict, Verdict::fail);
  EXPECT_THAT(repeats.flaky(), IsEmpty());
}

TEST(Repeats, SkippedNowAndThenIsFlakyToo) {
  Repeats repeats(2);
  EXPECT_EQ(after(repeats, {Verdict::pass, Verdict::skip})->verdict, Verdict::fail);
}

TEST(Repeats, BrokenNowAndThenIsBroken) {
  Repeats repeats(2);
  EXPECT_EQ(after(repeats, {Verdict::broken, Verdict::pass})->verdict, Verdict::broken);
  EXPECT_THAT(repeats.flaky(), ElementsAre("A.B"));
}

TEST(Repeats, ShowTheEvidenceOfTheWorst) {
  Repeats repeats(2);
  (void)repeats.add(ran(Verdict::fail, "evidence/A.B"));
  EXPECT_EQ(repeats.add(ran(Verdict::pass, "evidence/A.B/run-2"))->evidence, "evidence/A.B");
}

TEST(Repeats, TellWhatIsKnownWhenTheyAreCutShort) {
  Repeats repeats(3);
  EXPECT_FALSE(repeats.so_far("A.B").has_value());
  (void)after(repeats, {Verdict::pass, Verdict::fail});
  EXPECT_EQ(repeats.so_far("A.B")->verdict, Verdict::fail);
}

}  // namespace
}  // namespace plimsoll::conformance
