#include "conformance/catalogue/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::string document(const std::string& entries) {
  return R"({"requirements": [)" + entries + "]}";
}

std::string entry(const std::string& id, const std::string& level = "must") {
  return R"({"id": ")" + id + R"(", "area": "refusal", "level": ")" + level +
         R"(", "statement": "S.", "editions": ["2022"], "source": "moby x"})";
}

std::string message_of(const std::string& text) {
  try {
    static_cast<void>(Catalogue::parse(text));
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Catalogue, FindsARequirementByItsId) {
  const Requirement* requirement = Catalogue::embedded().find("REF-001");
  ASSERT_NE(requirement, nullptr);
  EXPECT_EQ(requirement->area, "refusal");
  EXPECT_EQ(requirement->level, Level::must);
  EXPECT_TRUE(requirement->holds_in(Edition::pre_2022));
  EXPECT_EQ(Catalogue::embedded().find("REF-999"), nullptr);
}

TEST(Catalogue, PassthroughIsNothingEnginesBefore2022Promise) {
  for (const Requirement& requirement : Catalogue::embedded().requirements()) {
    if (requirement.area != "passthrough") continue;
    EXPECT_FALSE(requirement.holds_in(Edition::pre_2022)) << requirement.id;
  }
}

TEST(Catalogue, EverySentenceSaysWhereItComesFrom) {
  for (const Requirement& requirement : Catalogue::embedded().requirements()) {
    EXPECT_THAT(requirement.source, testing::ContainsRegex("moby|containerd|Docker Engine API"))
        << requirement.id;
    EXPECT_THAT(requirement.statement, testing::EndsWith(".")) << requirement.id;
  }
}

TEST(Catalogue, ListsItsAreasOnce) {
  const auto areas = Catalogue::embedded().areas();
  EXPECT_THAT(areas, Contains("missing-shim"));
  EXPECT_TRUE(std::ranges::is_sorted(areas));
  EXPECT_EQ(std::ranges::adjacent_find(areas), areas.end());
}

TEST(Catalogue, CarriesADigest) { EXPECT_EQ(Catalogue::digest().size(), 64u); }

TEST(Catalogue, RefusesIdsThatAreTwiceOrOutOfOrder) {
  EXPECT_EQ(message_of(document(entry("AA-001") + "," + entry("AA-002"))), "accepted");
  EXPECT_THAT(message_of(document(entry("AA-001") + "," + entry("AA-001"))), HasSubstr("AA-001"));
  EXPECT_THAT(message_of(document(entry("BB-001") + "," + entry("AA-001"))), HasSubstr("AA-001"));
}

TEST(Catalogue, NamesTheEntryThatIsWrong) {
  EXPECT_THAT(message_of(document("\n" + entry("AA-007", "mst"))),
              HasSubstr("requirements.json:2: level: there is no `mst` (did you mean `must`?)"));
  EXPECT_THAT(message_of(R"({"requirements": [{"ids": "AA-001"}]})"),
              HasSubstr("requirements.json:1: ids: there is no such key (did you mean `id`?)"));
  EXPECT_THAT(message_of("{"), HasSubstr("requirements.json:1: this is no JSON"));
  EXPECT_THAT(message_of("{}"), HasSubstr("lacks the key `requirements`"));
  EXPECT_THAT(message_of(document("")), HasSubstr("it has no requirement"));
}

}  // namespace
}  // namespace plimsoll::conformance
