// Where containerd looks for the shim of a name that is passed on, and what may stand there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/led_to.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/vectors/surfaces.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image, Need::runc,
                                 Need::testimony};

void runs(Stage& stage, const ShimPlace& place) {
  const auto shim = stage.install_shim(place.name);
  const std::string id = run_to_its_end(stage, {.runtime = place.name});
  const auto records_made_in_containerd = stage.recorded();
  EXPECT_THAT(records_made_in_containerd,
              ElementsAre(AllOf(HasRuntime(place.name), HasNoOptions())));
  expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
}

// The shim is another one's; what is executed is what the link leads to.
void runs_through_a_link(Stage& stage, const ShimPlace& place) {
  const auto shim = stage.install_shim("io.containerd.behind-the-link.v1");
  stage.place({.at = stage.shims() / shim_spelled_by(place.name), .kind = Kind::link, .to = shim});
  run_to_its_end(stage, {.runtime = place.name});
  const auto programs_executed = stage.executed();
  EXPECT_THAT(programs_executed, Contains(IsExecutionOf(shim)));
}

Placed::What put_at(const std::string& stands, const std::filesystem::path& at) {
  if (stands == "broken-link") return {.at = at, .kind = Kind::link, .to = "/nowhere/shim"};
  if (stands == "directory") return {.at = at, .kind = Kind::directory};
  if (stands == "empty") return {.at = at, .kind = Kind::empty};
  if (stands == "failing") return {.at = at, .kind = Kind::failing};
  if (stands == "link-to-itself") return {.at = at, .kind = Kind::link_to_itself};
  return {.at = at, .kind = Kind::not_executable};
}

void fails(Stage& stage, const ShimPlace& place) {
  stage.place(put_at(place.stands, stage.shims() / shim_spelled_by(place.name)));
  const auto mounts_before = stage.mounts();
  const std::string id = fail_to_start(stage, place.name);
  const auto records_in_containerd = stage.records_now();
  EXPECT_THAT(records_in_containerd, IsEmpty());
  const auto left_of_the_container = stage.remains_of(id);
  EXPECT_THAT(left_of_the_container, IsEmpty());
  const auto mounts_after = stage.mounts();
  EXPECT_THAT(mounts_after, testing::ContainerEq(mounts_before));
  expect_all_go_on(stage);
}

Case of_place(const ShimPlace& place) {
  const bool is_link = place.stands == "link";
  return make_case(
      {.area = "containerd-side",
       .name = place.label,
       .purpose = "Where the shim is looked for: " + place.why + ".",
       .requirement = place.requirement,
       .steps = place.runs
                    ? std::vector<std::string>{"put a shim where the name leads",
                                               "run a container with it",
                                               "the shim was executed, and the container ran"}
                    : std::vector<std::string>{"put something else where the shim would be",
                                               "create a container: 201", "start it: an error",
                                               "nothing is left of it in containerd",
                                               "run another one under `runc`"},
       .needs = needs,
       .editions = place.editions,
       .file = shim_places_file,
       .line = place.line},
      [&place, is_link](Stage& stage) {
        if (is_link) return runs_through_a_link(stage, place);
        return place.runs ? runs(stage, place) : fails(stage, place);
      });
}

}  // namespace

std::vector<Case> shim_places_cases() {
  std::vector<Case> cases;
  for (const ShimPlace& place : shim_places()) cases.push_back(of_place(place));
  return cases;
}

}  // namespace plimsoll::conformance
