// What containerd makes of a name that an engine passes on to it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/led_to.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image, Need::runc,
                                 Need::testimony};

// A name, and another binary that a careless reading of it would lead to.
struct Neighbour {
  const char* label;
  const char* requirement;
  const char* purpose;
  std::string runtime;
  std::string other;  // a binary's name
};

Case neighbour_is_left_alone(const Neighbour& one) {
  return make_case({.area = "containerd-side",
                    .name = one.label,
                    .purpose = one.purpose,
                    .requirement = one.requirement,
                    .steps = {"plant a canary on containerd's PATH under the other name",
                              "create a container: 201", "start it: an error",
                              "the canary was not executed", "run another one under `runc`"},
                    .needs = needs},
                   [one](Stage& stage) {
                     stage.plant_canary(stage.shims() / one.other);
                     fail_to_start(stage, one.runtime);
                     const auto canaries_executed = stage.canaries_executed();
                     EXPECT_THAT(canaries_executed, IsEmpty());
                     const auto records_in_containerd = stage.records_now();
                     EXPECT_THAT(records_in_containerd, IsEmpty());
                     expect_all_go_on(stage);
                   });
}

Case too_long() {
  return make_case({.area = "containerd-side",
                    .name = "ShimWithTooLongAName",
                    .purpose = "A name no file can have is a shim that is not there.",
                    .requirement = "SHIM-005",
                    .steps = {"create a container whose runtime's last part has 300 bytes: 201",
                              "start it: an error", "no shim and no OCI runtime was executed",
                              "run another one under `runc`"},
                    .needs = needs},
                   [](Stage& stage) {
                     fail_to_start(stage, "io.containerd." + std::string(300, 'l') + ".v1");
                     const auto programs_executed = stage.executed();
                     EXPECT_THAT(programs_executed, Not(Contains(IsShimOrRuntime())));
                     expect_all_go_on(stage);
                   });
}

Case directory_before_path() {
  return make_case({.area = "containerd-side",
                    .name = "WorkingDirectoryComesBeforePath",
                    .purpose = "Where containerd runs is part of what it trusts.",
                    .requirement = "SHIM-008",
                    .steps = {"put a shim of ours on containerd's PATH",
                              "plant a canary of its name in the directory that containerd runs in",
                              "run a container with that name: the canary is executed"},
                    .needs = needs},
                   [](Stage& stage) {
                     const std::string runtime = "io.containerd.two-places.v1";
                     stage.install_shim(runtime);
                     stage.plant_canary(stage.containerds_directory() / shim_spelled_by(runtime));
                     const Answer answer_to_create = stage.create({.runtime = runtime});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     stage.start(answer_to_create.id());
                     const auto canaries_executed = stage.canaries_executed();
                     EXPECT_THAT(canaries_executed, testing::SizeIs(1));
                   });
}

Case found_once_stays() {
  return make_case({.area = "containerd-side",
                    .name = "FoundOnceStays",
                    .purpose = "A program that appears later does not take over what runs already.",
                    .requirement = "SHIM-009",
                    .steps = {"run a container under a shim of ours",
                              "plant a canary of its name in the directory that containerd runs in",
                              "run a second container: the canary was not executed"},
                    .needs = needs},
                   [](Stage& stage) {
                     const std::string runtime = "io.containerd.found-once.v1";
                     stage.install_shim(runtime);
                     run_to_its_end(stage, {.runtime = runtime});
                     stage.plant_canary(stage.containerds_directory() / shim_spelled_by(runtime));
                     run_to_its_end(
                         stage, {.runtime = runtime, .name = stage.container_name() + "-second"});
                     const auto canaries_executed = stage.canaries_executed();
                     EXPECT_THAT(canaries_executed, IsEmpty());
                   });
}

}  // namespace

std::vector<Case> containerd_side_cases() {
  std::vector<Case> cases;
  const std::string nul(1, '\0');
  for (const Neighbour& one :
       {Neighbour{"CaseOfTheNameIsKept", "SHIM-002", "Upper case is not lower case.",
                  "io.containerd.Case-Kept.V1", "containerd-shim-case-kept-v1"},
        Neighbour{"CaseOfTheVersionIsKept", "SHIM-002", "`V2` is not `v2`.",
                  "io.containerd.version-case.V2", "containerd-shim-version-case-v2"},
        Neighbour{"SpaceAtTheEndIsKept", "SHIM-003", "A space at the end is not cut off.",
                  "io.containerd.space-end.v1 ", "containerd-shim-space-end-v1"},
        Neighbour{"LineFeedAtTheEndIsKept", "SHIM-003", "A line feed at the end is not cut off.",
                  "io.containerd.line-end.v1\n", "containerd-shim-line-end-v1"},
        Neighbour{"NotCutAtANul", "SHIM-004", "What follows a NUL belongs to the name.",
                  "io.containerd.nul-end.v1" + nul + "x", "containerd-shim-nul-end-v1"},
        Neighbour{"NotCutAtANulAtTheEnd", "SHIM-004", "A NUL at the end belongs to the name.",
                  "io.containerd.nul-last.v1" + nul, "containerd-shim-nul-last-v1"}}) {
    cases.push_back(neighbour_is_left_alone(one));
  }
  cases.push_back(too_long());
  cases.push_back(directory_before_path());
  cases.push_back(found_once_stays());
  return cases;
}

}  // namespace plimsoll::conformance
