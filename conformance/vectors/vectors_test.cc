#include "conformance/vectors/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "conformance/catalogue/catalogue.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;

TEST(NameVectors, HaveLabelsAndNamesThatAreUnique) {
  std::set<std::string> labels;
  std::set<std::string> names;
  for (const NameVector& vector : name_vectors()) {
    EXPECT_TRUE(labels.insert(vector.label).second) << vector.label;
    EXPECT_TRUE(names.insert(vector.name).second) << vector.label;
  }
}

TEST(NameVectors, NameARequirementOfTheCatalogue) {
  for (const NameVector& vector : name_vectors()) {
    EXPECT_NE(Catalogue::embedded().find(vector.requirement), nullptr) << vector.label;
  }
}

TEST(NameVectors, HoldInNoEditionTheirRequirementDoesNot) {
  for (const NameVector& vector : name_vectors()) {
    const Requirement* requirement = Catalogue::embedded().find(vector.requirement);
    for (const Edition edition : vector.editions) {
      EXPECT_TRUE(requirement->holds_in(edition)) << vector.label;
    }
  }
}

TEST(NameVectors, KnowTheLineTheyStandOn) {
  int previous = 0;
  for (const NameVector& vector : name_vectors()) {
    EXPECT_GT(vector.line, previous) << vector.label;
    previous = vector.line;
  }
}

TEST(NameVectors, KeepControlBytes) {
  const auto vectors = parse_name_vectors(
      R"({"names": [{"label": "Nul", "name": "a\u0000b", "why": "a byte", "outcome": "refused",
          "requirement": "REF-003"}]})");
  ASSERT_EQ(vectors.size(), 1u);
  EXPECT_EQ(vectors[0].name, std::string("a\0b", 3));
}

TEST(NameVectors, WithAnUnknownOutcomeAreAnError) {
  try {
    static_cast<void>(parse_name_vectors(
        R"({"names": [{"label": "X", "name": "x", "why": "w", "outcome": "maybe",
            "requirement": "REF-003"}]})"));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("names.json:1: outcome: there is no `maybe`"));
  }
}

TEST(NameVectors, ThatAreLostAreAnError) {
  EXPECT_THROW(static_cast<void>(parse_name_vectors(R"({"names": []})")), Error);
}

TEST(Places, StandInForPlaceholdersWhereverTheyAre) {
  const Places places{.canaries = "/c", .runc = "/r", .crun = "/k", .testifier = "/t"};
  EXPECT_EQ(fill_in("x${CANARIES}/y${CANARIES}", places), "x/c/y/c");
  EXPECT_EQ(configured_runtimes(places).at("crun-by-path").at("path"), "/k");
  EXPECT_EQ(configured_runtimes(places).at("runc-by-alias").at("path"), "/r");
}

}  // namespace
}  // namespace plimsoll::conformance
