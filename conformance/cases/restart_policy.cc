// Containers that are brought back by themselves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::Each;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image,
                                 Need::runc,    Need::crun,       Need::configuration};

Asked always_back(const std::string& runtime) {
  Asked asked = running_until_killed(runtime);
  asked.host = {{"RestartPolicy", {{"Name", "always"}}}};
  return asked;
}

// On an engine of the case's own: a container that is always brought back runs under `plain` when
// the engine is ended and started again like this. Its id.
std::string bring_back(Stage& stage, const nlohmann::json& runtimes) {
  stage.use_own_engine();
  const std::string id = start_running(stage, always_back("plain"));
  stage.look_from_here();
  stage.restart_engine({.runtimes = runtimes});
  return id;
}

Case brought_back_after_its_end() {
  return make_case(
      {.area = "restart-policy",
       .name = "BroughtBackAfterItsEnd",
       .purpose = "The second run is under the runtime of the first.",
       .requirement = "POL-001",
       .steps = {"start a container under `crun-by-path` that fails, to be brought back once",
                 "containerd recorded crun twice", "wait for the second end",
                 "inspect: it was brought back once", "runc was not executed"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = start_running(
            stage,
            {.runtime = "crun-by-path",
             .host = {{"RestartPolicy", {{"Name", "on-failure"}, {"MaximumRetryCount", 1}}}}});
        // dockerd's wait ends with the first run (moby v20.10.24:container/state.go:311).
        const auto records_made_in_containerd = stage.await_records(2);
        EXPECT_THAT(records_made_in_containerd, SizeIs(2));
        EXPECT_THAT(records_made_in_containerd, Each(HasBinaryName(stage.places().crun)));
        stage.wait(id);
        const auto restart_count = stage.inspect(id).at("/RestartCount");
        EXPECT_THAT(restart_count, Eq(1));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(stage.places().runc))));
      });
}

Case brought_back_at_boot() {
  return make_case(
      {.area = "restart-policy",
       .name = "BroughtBackWhenTheEngineStarts",
       .purpose = "What runs after a restart of the engine runs under its own runtime.",
       .requirement = "POL-002",
       .steps = {"start a container under `plain`, which is crun, with the policy `always`",
                 "restart the engine", "inspect: it runs, under `plain`",
                 "containerd recorded crun since"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = bring_back(stage, nullptr);
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("running"));
        EXPECT_THAT(inspection, ShowsRuntime("plain"));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    testing::ElementsAre(HasBinaryName(stage.places().crun)));
      });
}

Case engine_comes_up_without_the_runtime() {
  return make_case(
      {.area = "restart-policy",
       .name = "EngineComesUpWithoutTheRuntime",
       .purpose = "One container that cannot be brought back is not the end of the engine.",
       .requirement = "POL-003",
       .steps = {"start a container under `plain` with the policy `always`",
                 "restart the engine without that entry: it answers",
                 "inspect: the container is down, and its error names the runtime"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = bring_back(stage, runtimes_without(stage, "plain"));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("exited"));
        const auto container_error = inspection.at("/State/Error").dump();
        EXPECT_THAT(container_error, HasSubstr("plain"));
      });
}

Case no_other_at_boot() {
  return make_case(
      {.area = "restart-policy",
       .name = "NoOtherTakesItsPlaceAtBoot",
       .purpose = "A policy brings a container back under its runtime or not at all.",
       .requirement = "POL-004",
       .steps = {"start a container under `plain` with the policy `always`",
                 "restart the engine without that entry", "containerd was told nothing since",
                 "inspect: `exited`, still under `plain`"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = bring_back(stage, runtimes_without(stage, "plain"));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, IsEmpty());
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("exited"));
        EXPECT_THAT(inspection, ShowsRuntime("plain"));
      });
}

Case brought_back_with_what_it_stands_for_now() {
  return make_case(
      {.area = "restart-policy",
       .name = "BroughtBackWithWhatTheNameStandsForNow",
       .purpose = "A policy asks the configuration of now, like any other start.",
       .requirement = "POL-005",
       .steps = {"start a container under `plain`, which is crun, with the policy `always`",
                 "restart the engine with `plain` being runc",
                 "containerd recorded runc since; inspect shows that it runs"},
       .needs = needs},
      [](Stage& stage) {
        const std::string runc = stage.places().runc;
        const std::string id = bring_back(stage, runtimes_with(stage, "plain", {{"path", runc}}));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, testing::ElementsAre(HasBinaryName(runc)));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("running"));
      });
}

Case stopped_by_hand() {
  return make_case(
      {.area = "restart-policy",
       .name = "StoppedByHandStaysStopped",
       .purpose = "`unless-stopped` means it, over a restart of the engine too.",
       .requirement = "POL-006",
       .steps = {"start a container with the policy `unless-stopped`, and stop it",
                 "restart the engine", "inspect: `exited`", "containerd was told nothing since"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine();
        Asked asked = running_until_killed("plain");
        asked.host = {{"RestartPolicy", {{"Name", "unless-stopped"}}}};
        const std::string id = start_running(stage, asked);
        const Answer answer_to_stop = stop(stage, id);
        EXPECT_THAT(answer_to_stop, Answered(204));
        stage.look_from_here();
        stage.restart_engine();
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("exited"));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, IsEmpty());
      });
}

Case brought_back_when_known_again() {
  return make_case(
      {.area = "restart-policy",
       .name = "BroughtBackWhenItIsKnownAgain",
       .purpose = "An operator who repairs the configuration need not start containers by hand.",
       .requirement = "POL-007",
       .steps = {"start a container under `plain` with the policy `always`",
                 "restart the engine without that entry: it is down",
                 "restart the engine with the entry: it runs, under crun"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = bring_back(stage, runtimes_without(stage, "plain"));
        const Answer inspection_while_gone = stage.inspect(id);
        EXPECT_THAT(inspection_while_gone, ShowsStatus("exited"));
        stage.restart_engine();
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("running"));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    testing::ElementsAre(HasBinaryName(stage.places().crun)));
      });
}

}  // namespace

std::vector<Case> restart_policy_cases() {
  return {brought_back_after_its_end(),
          brought_back_at_boot(),
          engine_comes_up_without_the_runtime(),
          no_other_at_boot(),
          brought_back_with_what_it_stands_for_now(),
          stopped_by_hand(),
          brought_back_when_known_again()};
}

}  // namespace plimsoll::conformance
