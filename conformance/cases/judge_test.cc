#include "conformance/cases/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

// GoogleTest's own message for a failed expectation, so that a new release that words it otherwise
// is noticed here.
template <class Value, class Matcher>
std::string message_of(const char* expression, const Value& value, const Matcher& matcher) {
  return testing::internal::MakePredicateFormatterFromMatcher(matcher)(expression, value)
      .failure_message();
}

TEST(Finding, SaysWhatWasLookedAtExpectedAndSeen) {
  const Answer answer{.request = "POST /containers/create", .status = 201, .body = "{}"};
  const Finding finding = finding_of(message_of("answer_to_create", answer, Answered(400)), "x:1");
  EXPECT_EQ(finding.subject, "answer to create");
  EXPECT_EQ(finding.expected, "is 400");
  EXPECT_EQ(finding.seen, "201 {} (to POST /containers/create)");
  EXPECT_EQ(finding.where, "x:1");
}

TEST(Finding, OfAnotherShapeIsKeptWhole) {
  EXPECT_EQ(finding_of("it went wrong", "x:1").seen, "it went wrong");
  EXPECT_EQ(finding_of("Value of: x", "x:1").seen, "Value of: x");
}

TEST(Finding, ShowsWhatContainerdRecorded) {
  const std::vector<ContainerRecord> records = {
      {.id = "1", .runtime = "a.b", .options = std::nullopt}};
  const Finding finding = finding_of(
      message_of("records", records, testing::ElementsAre(HasRuntime("io.containerd.kata.v2"))),
      "x:1");
  EXPECT_THAT(finding.expected, testing::HasSubstr("`io.containerd.kata.v2`, byte for byte"));
  EXPECT_THAT(finding.seen, testing::HasSubstr("runtime \"a.b\", no options"));
}

TEST(Answer, IsReadableWhateverItIs) {
  EXPECT_EQ((Answer{.request = "", .status = 400, .body = R"({"message": "m"})"}).message(), "m");
  EXPECT_EQ((Answer{.request = "", .status = 400, .body = "rubbish"}).message(), "");
  EXPECT_EQ((Answer{.request = "", .status = 400, .body = R"({"message": 5})"}).message(), "");
  EXPECT_EQ((Answer{.request = "", .status = 201, .body = "[]"}).id(), "");
}

TEST(Answer, IsShownUpToWhatAReaderTakesIn) {
  const Answer refusal{.request = "POST /x", .status = 400, .body = "{\"message\": \"m\"}\n"};
  EXPECT_EQ(testing::PrintToString(refusal), R"(400 {"message": "m"} (to POST /x))");
  const Answer inspection{.request = "GET /x", .status = 200, .body = std::string(5000, 'x')};
  EXPECT_THAT(testing::PrintToString(inspection),
              testing::EndsWith("x... (5000 bytes in all) (to GET /x)"));
}

}  // namespace
}  // namespace plimsoll::conformance
