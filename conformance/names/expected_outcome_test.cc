#include "conformance/names/expected_outcome.h"

#include <gtest/gtest.h>

#include "conformance/catalogue/catalogue.h"

namespace plimsoll::conformance {
namespace {

std::set<std::string, std::less<>> configured_names() {
  std::set<std::string, std::less<>> names;
  const auto runtimes = configured_runtimes({});
  for (const auto& [name, entry] : runtimes.items()) names.insert(name);
  return names;
}

// Hundreds of names whose outcome people wrote down, most of them from running engines.
TEST(ExpectedOutcome, IsWhatTheVectorsSay) {
  const ExpectedOutcome expected({.configured = configured_names()});
  for (const NameVector& vector : name_vectors()) {
    EXPECT_EQ(to_string(expected.of(vector.name)), to_string(vector.outcome)) << vector.label;
  }
}

TEST(ExpectedOutcome, BeforePassthroughIsRefusalOfAllThatIsUnknown) {
  const ExpectedOutcome expected({.configured = {"mine"}, .edition = Edition::pre_2022});
  EXPECT_EQ(expected.of("io.containerd.kata.v2"), NameOutcome::refused);
  EXPECT_EQ(expected.of("/bin/true"), NameOutcome::refused);
  EXPECT_EQ(expected.of("mine"), NameOutcome::configured);
  EXPECT_EQ(expected.of("io.containerd.runtime.v1.linux"), NameOutcome::stock);
}

TEST(ExpectedOutcome, OfALeadingDotIsWhatTheEditionsDifferAbout) {
  EXPECT_EQ(ExpectedOutcome({.edition = Edition::from_2022}).of(".runc.v2"),
            NameOutcome::passed_on);
  EXPECT_EQ(ExpectedOutcome({}).of(".runc.v2"), NameOutcome::refused);
  EXPECT_EQ(ExpectedOutcome({.edition = Edition::from_2022}).of("./a.b"), NameOutcome::refused);
}

TEST(RequirementOf, IsOneOfTheCatalogue) {
  for (const char* name : {"/x", "a/b", "runc2", ".a", "a.b", "runc", "io.containerd.runc.v2"}) {
    for (const NameOutcome outcome : {NameOutcome::refused, NameOutcome::passed_on,
                                      NameOutcome::configured, NameOutcome::stock}) {
      const std::string id = requirement_of(name, outcome);
      EXPECT_NE(Catalogue::embedded().find(id), nullptr) << id;
    }
  }
}

TEST(RequirementOf, ARefusedNameIsAboutItsForm) {
  EXPECT_EQ(requirement_of("/x.y", NameOutcome::refused), "REF-001");
  EXPECT_EQ(requirement_of("./x.y", NameOutcome::refused), "REF-002");
  EXPECT_EQ(requirement_of("x", NameOutcome::refused), "REF-003");
  EXPECT_EQ(requirement_of(".x", NameOutcome::refused), "REF-004");
}

}  // namespace
}  // namespace plimsoll::conformance
