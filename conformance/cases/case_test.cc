#include "conformance/cases/case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "conformance/catalogue/catalogue.h"

namespace plimsoll::conformance {
namespace {

TEST(Cases, AreThreeHundredAtLeastAndHaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const Case& one : all_cases()) {
    EXPECT_TRUE(names.insert(one.description.full_name()).second) << one.description.full_name();
    EXPECT_THAT(one.description.full_name(),
                testing::MatchesRegex("[A-Z][A-Za-z0-9]*[.][A-Z][A-Za-z0-9]*"));
  }
  EXPECT_GE(names.size(), 300u);
}

TEST(Cases, SayWhatTheyProveAndHow) {
  for (const Case& one : all_cases()) {
    const CaseDescription& description = one.description;
    EXPECT_THAT(description.purpose, testing::EndsWith(".")) << description.full_name();
    EXPECT_THAT(description.steps, testing::Not(testing::IsEmpty())) << description.full_name();
    EXPECT_THAT(description.file, testing::StartsWith("conformance/")) << description.full_name();
    EXPECT_GT(description.line, 0) << description.full_name();
    EXPECT_TRUE(one.body) << description.full_name();
  }
}

TEST(Cases, StandForARequirementOfTheirArea) {
  for (const Case& one : all_cases()) {
    const Requirement* requirement = Catalogue::embedded().find(one.description.requirement);
    ASSERT_NE(requirement, nullptr) << one.description.full_name();
    EXPECT_EQ(requirement->area, one.description.area) << one.description.full_name();
  }
}

TEST(Cases, LeaveNoRequirementWithoutACase) {
  std::set<std::string> covered;
  for (const Case& one : all_cases()) covered.insert(one.description.requirement);
  for (const Requirement& requirement : Catalogue::embedded().requirements()) {
    EXPECT_THAT(covered, testing::Contains(requirement.id));
  }
}

TEST(Cases, ThatRefuseAreProvedFromOutside) {
  for (const Case& one : all_cases()) {
    const bool from_data = one.description.file == names_file;
    if (one.description.area != "refusal" || !from_data) continue;
    EXPECT_THAT(one.description.needs, testing::IsSupersetOf({Need::witness, Need::containerd}))
        << one.description.full_name();
  }
}

TEST(Cases, OfTheAuditNeedNothingOfTheTargetButItsApi) {
  for (const Case& one : audit_cases()) {
    EXPECT_THAT(one.description.needs, testing::IsEmpty()) << one.description.full_name();
    EXPECT_EQ(one.description.area, "audit");
  }
}

}  // namespace
}  // namespace plimsoll::conformance
