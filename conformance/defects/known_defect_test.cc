#include "conformance/defects/known_defect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/catalogue/catalogue.h"
#include "conformance/defects/engines/defects.h"
#include "conformance/defects/noticed.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAreArray;

std::vector<std::string> names_of(const std::vector<KnownDefect>& defects) {
  std::vector<std::string> names;
  for (const KnownDefect& defect : defects) names.push_back(defect.name);
  return names;
}

const CaseDescription* case_named(const std::string& name) {
  for (const Case& one : all_cases()) {
    if (one.description.full_name() == name) return &one.description;
  }
  return nullptr;
}

TEST(KnownDefects, AreAtLeastForty) { EXPECT_GE(known_defects().size(), 40U); }

TEST(KnownDefects, EachHasAnEngineAndEachEngineIsTold) {
  std::vector<std::string> engines;
  for (const defects::Defect& defect : defects::all_defects()) engines.emplace_back(defect.name);
  EXPECT_THAT(names_of(known_defects()), UnorderedElementsAreArray(engines));
}

TEST(KnownDefects, EachHasAStoryAndASource) {
  for (const KnownDefect& defect : known_defects()) {
    EXPECT_THAT(defect.story, Not(IsEmpty())) << defect.name;
    EXPECT_THAT(defect.source, Not(IsEmpty())) << defect.name;
  }
}

TEST(KnownDefects, EachIsSeenFirstByACaseOfTheRequirementItViolates) {
  for (const KnownDefect& defect : known_defects()) {
    EXPECT_NE(Catalogue::embedded().find(defect.violates), nullptr) << defect.name;
    const CaseDescription* witness = case_named(defect.witness);
    ASSERT_NE(witness, nullptr) << defect.name << ": no case " << defect.witness;
    EXPECT_EQ(witness->requirement, defect.violates) << defect.name;
  }
}

TEST(NoticedBefore, IsAboutDefectsAndCasesThereAre) {
  const auto names = names_of(known_defects());
  for (const Noticed& one : noticed_before()) {
    EXPECT_THAT(names, Contains(one.defect));
    EXPECT_NE(case_named(one.case_name), nullptr) << one.case_name;
    EXPECT_THAT(one.subjects, Not(IsEmpty())) << one.defect << ' ' << one.case_name;
  }
}

TEST(ParseDefects, NamesTheEntryAfterWhichSomethingIsMissing) {
  constexpr const char* second_lacks_all = R"({"defects": [
    {"name": "a", "violates": "REF-001", "witness": "A.B", "story": "s", "source": "s"}, {}]})";
  try {
    static_cast<void>(parse_defects(second_lacks_all));
    FAIL() << "it was taken";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("after a"));
  }
}

TEST(ParseDefects, RefusesWhatIsNotSorted) {
  constexpr const char* unsorted = R"({"defects": [
    {"name": "b", "violates": "REF-001", "witness": "A.B", "story": "s", "source": "s"},
    {"name": "a", "violates": "REF-001", "witness": "A.B", "story": "s", "source": "s"}]})";
  EXPECT_THROW(static_cast<void>(parse_defects(unsorted)), Error);
}

}  // namespace
}  // namespace plimsoll::conformance
