#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "conformance/verdict/engine_identity.h"
#include "conformance/verdict/version.h"

namespace plimsoll::conformance {
namespace {

TEST(Version, IsTheNumbersAReleaseBeginsWith) {
  EXPECT_EQ(Version::parse("20.10.24+dfsg1"), Version({20, 10, 24}));
  EXPECT_EQ(Version::parse("v4.3.1"), Version({4, 3, 1}));
  EXPECT_EQ(Version::parse("22.06.0-beta.0"), Version({22, 6}));
  EXPECT_EQ(Version::parse("24.0.0"), Version::parse("24"));
  EXPECT_EQ(Version::parse("dev"), std::nullopt);
  EXPECT_EQ(Version::parse(""), std::nullopt);
  EXPECT_EQ(Version::parse("-1.2"), std::nullopt);
  EXPECT_EQ(Version::parse("99999999999999"), std::nullopt);
}

TEST(Version, IsOrderedByNumberAndNotByLetter) {
  EXPECT_LT(*Version::parse("4.9"), *Version::parse("4.10"));
  EXPECT_LT(*Version::parse("20.10"), *Version::parse("20.10.24"));
  EXPECT_LT(*Version::parse("9.0"), *Version::parse("22"));
}

nlohmann::json answer(const std::string& component, const std::string& version,
                      const std::string& api, const std::string& platform = "") {
  return {{"Platform", {{"Name", platform}}},
          {"Components", {{{"Name", component}, {"Version", version}}}},
          {"Version", version},
          {"ApiVersion", api}};
}

struct Row {
  const char* why;
  nlohmann::json answer;
  const char* engine;
  std::optional<Edition> edition;
};

class EditionOf : public testing::TestWithParam<Row> {};

TEST_P(EditionOf, WhoAnswersSo) {
  const EngineIdentity identity = identity_of(GetParam().answer);
  EXPECT_EQ(identity.engine, GetParam().engine);
  EXPECT_EQ(edition_of(identity), GetParam().edition);
}

INSTANTIATE_TEST_SUITE_P(
    Table, EditionOf,
    testing::Values(
        Row{"Dockerd2010", answer("Engine", "20.10.24+dfsg1", "1.41"), "dockerd",
            Edition::pre_2022},
        Row{"Dockerd2206Beta", answer("Engine", "22.06.0-beta.0", "1.42"), "dockerd",
            Edition::from_2022},
        Row{"Dockerd23", answer("Engine", "23.0.6", "1.42"), "dockerd", Edition::from_2022},
        Row{"Dockerd24", answer("Engine", "24.0.0", "1.43"), "dockerd", Edition::from_2023_plus},
        Row{"Dockerd28", answer("Engine", "28.5.2", "1.51"), "dockerd", Edition::from_2023_plus},
        Row{"DockerdWithoutARelease", answer("Engine", "dev", "1.43"), "dockerd",
            Edition::from_2023_plus},
        Row{"Podman43", answer("Podman Engine", "4.3.1", "1.41"), "podman", Edition::pre_2022},
        Row{"PodmanIsNotHeldToItsOwnNumber", answer("Podman Engine", "5.8.2", "1.41"), "podman",
            Edition::pre_2022},
        Row{"Ours", answer("Engine", "0.1.0", "1.43", "Plimsoll reference engine"), "plimsolld",
            Edition::from_2023_plus},
        Row{"AStranger", answer("Somebody", "1.0", "1.42"), "Somebody", Edition::from_2022},
        Row{"AStrangerWhoPromisesNothing", answer("Somebody", "1.0", ""), "Somebody", std::nullopt},
        Row{"Nobody", nlohmann::json::object(), "", std::nullopt},
        Row{"Rubbish", nlohmann::json::array({1}), "", std::nullopt}),
    [](const auto& row) { return row.param.why; });

}  // namespace
}  // namespace plimsoll::conformance
