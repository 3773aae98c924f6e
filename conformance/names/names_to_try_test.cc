#include "conformance/names/names_to_try.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "conformance/names/vector_line.h"

namespace plimsoll::conformance {
namespace {

TEST(NamesToTry, AreText) {
  const NamesToTry names({.seed = 2, .count = 5000});
  for (std::uint64_t i = 0; i < names.count(); ++i) {
    ASSERT_NO_THROW(static_cast<void>(nlohmann::json(names.at(i)).dump())) << i;
  }
}

TEST(NamesToTry, KnowTheConfigurationOfTheEngine) {
  const NamesToTry names({.count = 1});
  EXPECT_EQ(names.expected().of("crun-by-path"), NameOutcome::configured);
  EXPECT_EQ(names.expected().of("crun-by-pat"), NameOutcome::refused);
}

TEST(NamesToTry, AreThoseOfTheFileAgain) {
  const std::vector<Counterexample> found = {
      {.name = std::string(NamesToTry::directory) + "/x", .expected = NameOutcome::refused},
      {.name = "a.b\n", .expected = NameOutcome::passed_on}};
  const NamesToTry names(
      {.count = 100, .replayed = parse_name_vectors(vector_file(found, NamesToTry::directory))});
  ASSERT_EQ(names.count(), 2u);
  EXPECT_EQ(names.at(0), found[0].name);
  EXPECT_EQ(names.at(1), found[1].name);
}

}  // namespace
}  // namespace plimsoll::conformance
