// What changes a container that is there: never its runtime.
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
using testing::Not;
using testing::SizeIs;

const std::vector<Need> needs = {Need::image, Need::crun, Need::configuration};
const std::vector<Need> needs_to_look = {Need::witness, Need::containerd, Need::image,
                                         Need::runc,    Need::crun,       Need::configuration};

const nlohmann::json with_another_runtime = {{"Runtime", "runc"},
                                             {"HostConfig", {{"Runtime", "runc"}}},
                                             {"RestartPolicy", {{"Name", "no"}}}};

Case runtime_in_the_body() {
  return make_case({.area = "update",
                    .name = "ARuntimeInTheBodyIsNotLookedAt",
                    .purpose = "There is no field of an update that a runtime could be given in.",
                    .requirement = "UPD-001",
                    .steps = {"create a container with `crun-by-path`",
                              "update it with a body that names `runc` here and there",
                              "inspect shows `crun-by-path`"},
                    .needs = needs},
                   [](Stage& stage) {
                     const std::string id = stage.create({.runtime = "crun-by-path"}).id();
                     update(stage, id, with_another_runtime);
                     const Answer inspection = stage.inspect(id);
                     EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
                   });
}

Case policy_is_changed() {
  return make_case(
      {.area = "update",
       .name = "ThePolicyIsChangedAndNothingElse",
       .purpose = "An update changes what it is about.",
       .requirement = "UPD-002",
       .steps = {"create a container with `crun-by-path`", "update its restart policy: 200",
                 "inspect shows the policy, and `crun-by-path`"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = stage.create({.runtime = "crun-by-path"}).id();
        const Answer answer_to_update =
            update(stage, id, {{"RestartPolicy", {{"Name", "unless-stopped"}}}});
        EXPECT_THAT(answer_to_update, Answered(200));
        const Answer inspection = stage.inspect(id);
        const auto restart_policy = inspection.at("/HostConfig/RestartPolicy/Name");
        EXPECT_THAT(restart_policy, Eq("unless-stopped"));
        EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
      });
}

Case runs_as_before() {
  return make_case({.area = "update",
                    .name = "RunsUnderItsRuntimeAfterAnUpdate",
                    .purpose = "Nor is anything but what inspect shows what runs it.",
                    .requirement = "UPD-003",
                    .steps = {"create a container with `crun-by-path`",
                              "update it with a body that names `runc` here and there",
                              "run it: crun created it, runc did not"},
                    .needs = needs_to_look},
                   [](Stage& stage) {
                     const std::string id = stage.create({.runtime = "crun-by-path"}).id();
                     update(stage, id, with_another_runtime);
                     const Answer answer_to_start = stage.start(id);
                     EXPECT_THAT(answer_to_start, Answered(204));
                     stage.wait(id);
                     const auto programs_executed = stage.executed();
                     EXPECT_THAT(programs_executed, Contains(IsCreateBy(stage.places().crun)));
                     EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(stage.places().runc))));
                   });
}

Case exec_by_its_own() {
  return make_case(
      {.area = "update",
       .name = "ExecIsByTheContainersOwnRuntime",
       .purpose = "A second process is under the same runtime as the first.",
       .requirement = "UPD-004",
       .steps = {"start a container under `crun-by-path`",
                 "run another process in it: it ends with its own status",
                 "crun was executed for it, runc was not",
                 "containerd holds one record, as before"},
       .needs = needs_to_look},
      [](Stage& stage) {
        const std::string id = start_running(stage, running_until_killed("crun-by-path"));
        stage.look_from_here();
        const auto exit_status_of_the_process =
            exit_status_of_exec(stage, id, {"/bin/sh", "-c", "exit 7"});
        EXPECT_THAT(exit_status_of_the_process, Eq(7));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsExecutionOf(stage.places().crun)));
        EXPECT_THAT(programs_executed, Not(Contains(IsExecutionOf(stage.places().runc))));
        const auto records_in_containerd = stage.records_now();
        EXPECT_THAT(records_in_containerd, SizeIs(1));
      });
}

Case without_its_runtime() {
  return make_case(
      {.area = "update",
       .name = "WithoutItsRuntimeToo",
       .purpose = "A container that cannot start can be told not to come back.",
       .requirement = "UPD-005",
       .steps = {"create a container with `plain`, to be brought back always",
                 "restart the engine without that entry", "update its restart policy to `no`: 200",
                 "inspect shows that, and `plain`"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine();
        Asked asked = running_until_killed("plain");
        asked.host = {{"RestartPolicy", {{"Name", "always"}}}};
        const std::string id = stage.create(asked).id();
        stage.restart_engine({.runtimes = runtimes_without(stage, "plain")});
        const Answer answer_to_update = update(stage, id, {{"RestartPolicy", {{"Name", "no"}}}});
        EXPECT_THAT(answer_to_update, Answered(200));
        const Answer inspection = stage.inspect(id);
        const auto restart_policy = inspection.at("/HostConfig/RestartPolicy/Name");
        EXPECT_THAT(restart_policy, Eq("no"));
        EXPECT_THAT(inspection, ShowsRuntime("plain"));
      });
}

}  // namespace

std::vector<Case> update_cases() {
  return {runtime_in_the_body(), policy_is_changed(), runs_as_before(), exec_by_its_own(),
          without_its_runtime()};
}

}  // namespace plimsoll::conformance
