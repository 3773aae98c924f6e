// Names nobody wrote down. `plimsoll names` tries more of them, with another seed each time one
// likes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"

namespace plimsoll::conformance {
namespace {

// A few seconds' worth; the seed is fixed, so that a run is like the next.
constexpr std::uint64_t how_many = 1500;
constexpr std::uint64_t seed = 20221125;

Case generated_in(Edition edition, const std::string& label) {
  return make_case(
      {.area = "names",
       .name = label,
       .purpose = "Generated names are refused or taken as the rule says, and nothing is executed.",
       .requirement = "NAME-001",
       .steps = {"plant canaries wherever containerd could be led by any of the names",
                 "create a container with each name, spelled in JSON in one of many ways",
                 "refused names: 400 and a message with the name",
                 "the others: 201, inspect shows the name to the byte, and remove them",
                 "the engine lists what it listed before, containerd was told nothing",
                 "no canary, shim or OCI runtime was executed"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::configuration},
       .editions = {edition}},
      [edition](Stage& stage) {
        const auto names_treated_otherwise =
            stage.try_out(NamesToTry({.seed = seed, .count = how_many, .edition = edition}));
        EXPECT_THAT(names_treated_otherwise, testing::IsEmpty());
      });
}

}  // namespace

std::vector<Case> generated_names_cases() {
  return {generated_in(Edition::from_2023_plus, "Generated"),
          generated_in(Edition::from_2022, "GeneratedAsIn2022"),
          generated_in(Edition::pre_2022, "GeneratedBeforePassthrough")};
}

}  // namespace plimsoll::conformance
