// Containers that run while their engine ends and comes back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image,
                                 Need::runc,    Need::crun,       Need::configuration};

// On an engine of the case's own that leaves containers running: one under this runtime, and the
// engine ended and started again, with these runtimes. Its id.
std::string outlive(Stage& stage, const std::string& runtime, const nlohmann::json& runtimes) {
  stage.use_own_engine({.live_restore = true});
  const std::string id = start_running(stage, running_until_killed(runtime));
  stage.look_from_here();
  stage.restart_engine({.runtimes = runtimes, .live_restore = true});
  return id;
}

Case runs_on() {
  return make_case(
      {.area = "live-restore",
       .name = "RunsOn",
       .purpose = "The engine's restart is none of the container's.",
       .requirement = "LIVE-001",
       .steps = {"start a container under `crun-with-arguments` on an engine with live-restore",
                 "restart the engine",
                 "inspect: it runs since the same moment, as the same process, under the same "
                 "runtime",
                 "the runtime was not told to create one, and containerd of no new container"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine({.live_restore = true});
        const std::string id = start_running(stage, running_until_killed("crun-with-arguments"));
        const Answer before = stage.inspect(id);
        stage.look_from_here();
        stage.restart_engine({.live_restore = true});
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("running"));
        EXPECT_THAT(inspection, ShowsRuntime("crun-with-arguments"));
        const auto container_pid = inspection.at("/State/Pid");
        EXPECT_THAT(container_pid, Eq(before.at("/State/Pid")));
        const auto started_at = inspection.at("/State/StartedAt");
        EXPECT_THAT(started_at, Eq(before.at("/State/StartedAt")));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, IsEmpty());
        // Engines since Docker 25 ask every runtime for its features when they start.
        const auto calls_of_the_runtime = stage.calls_of_the_testifier();
        EXPECT_THAT(calls_of_the_runtime, Not(Contains(HasSubstr(" create "))));
      });
}

Case exec_without_the_entry() {
  return make_case({.area = "live-restore",
                    .name = "ExecWithoutTheEntry",
                    .purpose = "What runs is not in need of the configuration.",
                    .requirement = "LIVE-002",
                    .steps = {"start a container under `plain`, with live-restore",
                              "restart the engine without that entry",
                              "run another process in it: it ends with its own status"},
                    .needs = needs},
                   [](Stage& stage) {
                     const std::string id =
                         outlive(stage, "plain", runtimes_without(stage, "plain"));
                     const auto exit_status_of_the_process =
                         exit_status_of_exec(stage, id, {"/bin/sh", "-c", "exit 7"});
                     EXPECT_THAT(exit_status_of_the_process, Eq(7));
                   });
}

Case ended_without_the_entry(const char* label, bool by_stop) {
  return make_case(
      {.area = "live-restore",
       .name = label,
       .purpose = "Nobody is stuck with a container that runs.",
       .requirement = "LIVE-003",
       .steps = {"start a container under `plain`, with live-restore",
                 "restart the engine without that entry", by_stop ? "stop it: 204" : "kill it: 204",
                 "inspect: `exited`, killed", "containerd holds no record of it",
                 "remove it: 204, and no bundle and no mount is left"},
       .needs = needs},
      [by_stop](Stage& stage) {
        const std::string id = outlive(stage, "plain", runtimes_without(stage, "plain"));
        const Answer answer = by_stop ? stop(stage, id) : kill(stage, id);
        EXPECT_THAT(answer, Answered(204));
        stage.wait(id);
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("exited"));
        const auto container_exit_code = inspection.at("/State/ExitCode");
        EXPECT_THAT(container_exit_code, Eq(killed_status));
        const auto records_in_containerd = stage.records_now();
        EXPECT_THAT(records_in_containerd, IsEmpty());
        const Answer answer_to_remove = stage.remove(id);
        EXPECT_THAT(answer_to_remove, Answered(204));
        const auto left_of_the_container = stage.remains_of(id);
        EXPECT_THAT(left_of_the_container, IsEmpty());
      });
}

Case shown_without_the_entry() {
  return make_case(
      {.area = "live-restore",
       .name = "ShownWithoutTheEntry",
       .purpose = "Inspect does not make up another runtime for it.",
       .requirement = "LIVE-004",
       .steps = {"start a container under `plain`, with live-restore",
                 "restart the engine without that entry", "inspect: it runs, under `plain`"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = outlive(stage, "plain", runtimes_without(stage, "plain"));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("running"));
        EXPECT_THAT(inspection, ShowsRuntime("plain"));
      });
}

Case its_end_is_known() {
  return make_case(
      {.area = "live-restore",
       .name = "ItsEndIsKnown",
       .purpose = "An end that nobody saw is not lost.",
       .requirement = "LIVE-005",
       .steps = {"start a container that ends by itself a moment later, with live-restore",
                 "restart the engine", "wait tells the status it ended with"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine({.live_restore = true});
        const std::string id = start_running(
            stage, {.runtime = "crun-by-path", .command = {"/bin/sh", "-c", "sleep 1; exit 42"}});
        stage.restart_engine({.live_restore = true});
        const Answer answer_to_wait = stage.wait(id);
        const auto container_exit_status = answer_to_wait.at("/StatusCode");
        EXPECT_THAT(container_exit_status, Eq(our_exit_status));
      });
}

Case exec_after_the_arguments_changed() {
  return make_case(
      {.area = "live-restore",
       .name = "ExecAfterTheArgumentsChanged",
       .purpose = "What a running container's runtime is called by is not taken away.",
       .requirement = "LIVE-007",
       .steps = {"start a container under `crun-with-arguments`, with live-restore",
                 "restart the engine with other arguments for that name",
                 "run another process in it: it ends with its own status"},
       .needs = needs},
      [](Stage& stage) {
        const nlohmann::json other = {{"path", stage.places().crun},
                                      {"runtimeArgs", {"--cgroup-manager", "disabled"}}};
        const std::string id = outlive(stage, "crun-with-arguments",
                                       runtimes_with(stage, "crun-with-arguments", other));
        const auto exit_status_of_the_process =
            exit_status_of_exec(stage, id, {"/bin/sh", "-c", "exit 7"});
        EXPECT_THAT(exit_status_of_the_process, Eq(7));
      });
}

}  // namespace

std::vector<Case> live_restore_cases() {
  return {runs_on(),
          exec_without_the_entry(),
          ended_without_the_entry("StoppedWithoutTheEntry", true),
          ended_without_the_entry("KilledWithoutTheEntry", false),
          shown_without_the_entry(),
          its_end_is_known(),
          exec_after_the_arguments_changed()};
}

}  // namespace plimsoll::conformance
