#include "conformance/vectors/surfaces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "conformance/catalogue/catalogue.h"
#include "conformance/data/data_error.h"

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;

template <class Vectors>
void expect_sorted_and_known(const Vectors& vectors) {
  EXPECT_TRUE(std::ranges::is_sorted(vectors, {}, [](const auto& one) { return one.label; }));
  int previous = 0;
  for (const auto& one : vectors) {
    EXPECT_NE(Catalogue::embedded().find(one.requirement), nullptr) << one.label;
    EXPECT_GT(one.line, previous) << one.label;
    previous = one.line;
  }
}

TEST(Surfaces, AreSortedAndNameARequirement) { expect_sorted_and_known(surface_vectors()); }

TEST(Surfaces, BringInAPathEach) {
  for (const SurfaceVector& vector : surface_vectors()) {
    EXPECT_THAT(vector.name, HasSubstr("/")) << vector.label;
  }
}

TEST(ShimPlaces, AreSortedAndNameARequirement) { expect_sorted_and_known(shim_places()); }

// containerd remembers where it found a binary: two entries of one binary would meet.
TEST(ShimPlaces, SpellABinaryOfTheirOwn) {
  std::set<std::string> binaries;
  for (const ShimPlace& place : shim_places()) {
    const auto last = place.name.rfind('.');
    const auto before = place.name.rfind('.', last - 1);
    const auto from = before == std::string::npos ? 0 : before + 1;
    EXPECT_TRUE(binaries.insert(place.name.substr(from)).second) << place.label;
  }
}

TEST(ShimPlaces, OfAnUnknownOutcomeAreAnError) {
  try {
    static_cast<void>(parse_shim_places(
        R"({"shim_places": [{"label": "X", "name": "a.b", "why": "w", "requirement": "SHIM-001",
            "stands": "shim", "outcome": "maybe"}]})"));
    FAIL() << "accepted";
  } catch (const DataError& error) {
    EXPECT_THAT(error.what(), HasSubstr("shim_places.json:2: outcome: there is no `maybe`"));
  }
}

TEST(Surfaces, ThatAreNoJsonAreAnError) {
  EXPECT_THROW(static_cast<void>(parse_surface_vectors("{}")), DataError);
  EXPECT_THROW(static_cast<void>(parse_surface_vectors("{")), DataError);
}

}  // namespace
}  // namespace plimsoll::conformance
