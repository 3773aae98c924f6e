#include "conformance/names/vector_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

const Counterexample example{.name = "/run/canaries/x\n",
                             .expected = NameOutcome::refused,
                             .seen = "answered 201",
                             .original = "/run/canaries/odd/x\n"};

TEST(VectorLine, IsReadyForTheData) {
  const std::string line = vector_line(example, "/run/canaries");
  EXPECT_THAT(line, StartsWith(R"({"label": "Generated)"));
  EXPECT_THAT(line, HasSubstr(R"("name": "${CANARIES}/x\n", "why": ")"));
  EXPECT_THAT(line, HasSubstr(R"("outcome": "refused", "requirement": "REF-001"})"));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
}

TEST(VectorLine, HasALabelThatMayBeACasesName) {
  const auto json = nlohmann::json::parse(vector_line(example, ""));
  EXPECT_THAT(json.at("label").get<std::string>(), MatchesRegex("[A-Z][A-Za-z0-9]*"));
}

TEST(VectorLine, IsNarrowedToTheEditionsThatAgree) {
  const Counterexample dot{.name = ".a", .expected = NameOutcome::refused, .seen = "answered 201"};
  EXPECT_THAT(vector_line(dot, ""), HasSubstr(R"("editions": ["pre-2022","2023+"])"));
}

TEST(VectorFile, IsReadLikeTheData) {
  const Counterexample other{.name = "a.b", .expected = NameOutcome::passed_on, .seen = "was 400"};
  const auto vectors = parse_name_vectors(vector_file({example, other}, "/run/canaries"));
  ASSERT_EQ(vectors.size(), 2u);
  EXPECT_EQ(fill_in(vectors.at(0).name, {.canaries = "/run/canaries"}), example.name);
  EXPECT_EQ(vectors.at(1).outcome, NameOutcome::passed_on);
  EXPECT_EQ(vectors.at(1).line, 4);
  EXPECT_THROW(static_cast<void>(parse_name_vectors(vector_file({}, ""))), Error)
      << "to replay nothing would prove nothing";
}

}  // namespace
}  // namespace plimsoll::conformance
