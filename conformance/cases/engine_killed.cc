// Containers whose engine is killed while they run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::AnyOf;
using testing::Eq;
using testing::IsEmpty;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image,
                                 Need::runc,    Need::crun,       Need::configuration};

Case killed_engine() {
  return make_case(
      {.area = "live-restore",
       .name = "KilledEngineKnowsItsContainers",
       .purpose = "SIGKILL is no way to lose a container or its runtime.",
       .requirement = "LIVE-006",
       .steps = {"start a container under `crun-by-path`", "kill the engine, and start it",
                 "inspect: it runs or has ended, under `crun-by-path`", "remove it: 204",
                 "containerd holds no record of it, and no bundle and no mount is left"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine();
        const std::string id = start_running(stage, running_until_killed("crun-by-path"));
        stage.kill_engine();
        stage.restart_engine();
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, AnyOf(ShowsStatus("running"), ShowsStatus("exited")));
        EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
        const Answer answer_to_remove = stage.remove(id);
        EXPECT_THAT(answer_to_remove, Answered(204));
        const auto records_in_containerd = stage.records_now();
        EXPECT_THAT(records_in_containerd, IsEmpty());
        const auto left_of_the_container = stage.remains_of(id);
        EXPECT_THAT(left_of_the_container, IsEmpty());
      });
}

Case runs_on_when_killed() {
  return make_case(
      {.area = "live-restore",
       .name = "RunsOnWhenTheEngineIsKilled",
       .purpose = "With live-restore SIGKILL ends the engine and nothing else.",
       .requirement = "LIVE-008",
       .steps = {"start a container, with live-restore", "kill the engine, and start it",
                 "inspect: it runs, as the same process"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine({.live_restore = true});
        const std::string id = start_running(stage, running_until_killed("crun-by-path"));
        const Answer before = stage.inspect(id);
        stage.kill_engine();
        stage.restart_engine({.live_restore = true});
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("running"));
        const auto container_pid = inspection.at("/State/Pid");
        EXPECT_THAT(container_pid, Eq(before.at("/State/Pid")));
      });
}

}  // namespace

std::vector<Case> engine_killed_cases() { return {killed_engine(), runs_on_when_killed()}; }

}  // namespace plimsoll::conformance
