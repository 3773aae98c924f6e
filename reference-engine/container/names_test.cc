#include "reference-engine/container/names.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

TEST(ContainerName, IsAcceptedOrRefusedAsDockerDoes) {
  const struct {
    std::string name;
    bool valid;
  } cases[] = {
      {"web", true},        {"/web", true},   {"a1", true},
      {"A_b.c-d", true},    {"9x", true},     {std::string(300, 'x'), true},
      {"", false},          {"a", false},     {"/", false},
      {"//web", false},     {"a/b", false},   {".web", false},
      {"-web", false},      {"_web", false},  {"we b", false},
      {"w\xc3\xa4", false}, {"web\n", false}, {"web:1", false},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(!why_name_is_invalid(test.name).has_value(), test.valid) << test.name;
  }
}

TEST(ContainerName, ARefusalQuotesTheNameAsGiven) {
  EXPECT_EQ(why_name_is_invalid("/a b"),
            "Invalid container name (/a b), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
}

TEST(ContainerName, AConflictNamesTheHolder) {
  EXPECT_EQ(name_conflict("web", "0123abc"),
            "Conflict. The container name \"/web\" is already in use by container \"0123abc\". You "
            "have to remove (or rename) that container to be able to reuse that name.");
}

TEST(ContainerName, ARandomOneIsValid) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(why_name_is_invalid(random_container_name()), std::nullopt);
  }
}

TEST(ContainerId, Is64HexadecimalDigitsAndNeverTheSame) {
  const std::string id = random_container_id();
  EXPECT_EQ(id.size(), 64u);
  EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), id.npos);
  EXPECT_NE(id, random_container_id());
}

}  // namespace
}  // namespace plimsoll::engine
