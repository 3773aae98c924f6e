// What can be done with a container whose runtime is gone, and once it is there again.
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

const std::vector<Need> needs = {Need::image, Need::crun, Need::configuration};
const std::vector<Need> needs_to_look = {Need::witness, Need::containerd, Need::image,
                                         Need::runc,    Need::crun,       Need::configuration};
const std::vector<Need> needs_testimony = {Need::witness, Need::containerd, Need::image, Need::runc,
                                           Need::testimony};

Case restart_says_why() {
  return make_case({.area = "runtime-gone",
                    .name = "RestartSaysWhy",
                    .purpose = "A restart that cannot be says which container, and which runtime.",
                    .requirement = "GONE-004",
                    .steps = {"create a container with `plain`, and take its entry away",
                              "restart it: 500, `Cannot restart container`, and the runtime",
                              "no shim and no OCI runtime was executed"},
                    .needs = needs_to_look},
                   [](Stage& stage) {
                     const std::string id = lose_the_entry(stage, "plain");
                     const Answer answer_to_restart = restart(stage, id);
                     EXPECT_THAT(answer_to_restart,
                                 AnsweredSaying(500, "Cannot restart container "));
                     EXPECT_THAT(answer_to_restart, AnsweredSaying(500, "plain"));
                     const auto programs_executed = stage.executed();
                     EXPECT_THAT(programs_executed, Not(Contains(IsShimOrRuntime())));
                   });
}

Case restart_of_a_running_one() {
  return make_case(
      {.area = "runtime-gone",
       .name = "RestartLeavesARunningOneStopped",
       .purpose = "The restart has stopped it before it finds that it cannot start it.",
       .requirement = "GONE-005",
       .steps = {"start a container under `plain`, which runs until it is killed",
                 "restart the engine, which leaves it running, without that entry",
                 "restart the container: 500", "inspect: `exited`, and the error names the runtime",
                 "containerd holds no record of it"},
       .needs = needs_to_look},
      [](Stage& stage) {
        stage.use_own_engine({.live_restore = true});
        const std::string id = start_running(stage, running_until_killed("plain"));
        stage.restart_engine({.runtimes = runtimes_without(stage, "plain"), .live_restore = true});
        const Answer answer_to_restart = restart(stage, id);
        EXPECT_THAT(answer_to_restart, AnsweredSaying(500, "plain"));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("exited"));
        const auto container_error = inspection.at("/State/Error").dump();
        EXPECT_THAT(container_error, HasSubstr("plain"));
        const auto records_in_containerd = stage.records_now();
        EXPECT_THAT(records_in_containerd, IsEmpty());
      });
}

Case starts_when_known_again() {
  return make_case({.area = "runtime-gone",
                    .name = "StartsWhenItIsKnownAgain",
                    .purpose = "A refused start spoils nothing.",
                    .requirement = "GONE-006",
                    .steps = {"create a container with `plain`, and take its entry away",
                              "start it: 400", "restart the engine with the entry",
                              "start it: 204; it runs to its end", "crun created it, runc did not"},
                    .needs = needs_to_look},
                   [](Stage& stage) {
                     const std::string id = lose_the_entry(stage, "plain");
                     const Answer answer_to_first_start = stage.start(id);
                     EXPECT_THAT(answer_to_first_start, Answered(400));
                     stage.restart_engine();
                     stage.look_from_here();
                     const Answer answer_to_second_start = stage.start(id);
                     EXPECT_THAT(answer_to_second_start, Answered(204));
                     const Answer answer_to_wait = stage.wait(id);
                     EXPECT_THAT(answer_to_wait.at("/StatusCode"), Eq(our_exit_status));
                     const auto programs_executed = stage.executed();
                     EXPECT_THAT(programs_executed, Contains(IsCreateBy(stage.places().crun)));
                     EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(stage.places().runc))));
                   });
}

Case can_be_tidied_up() {
  return make_case(
      {.area = "runtime-gone",
       .name = "CanBeLookedAtAndRemoved",
       .purpose = "Nobody is stuck with a container that cannot be started.",
       .requirement = "GONE-007",
       .steps = {"run a container under `plain`, and take its entry away",
                 "its logs, the list, inspect and rename answer as ever", "remove it: 204"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine();
        const std::string id = run_to_its_end(stage, {.runtime = "plain"});
        stage.restart_engine({.runtimes = runtimes_without(stage, "plain")});
        const Answer logs = stage.logs(id);
        EXPECT_THAT(logs.body, HasSubstr(std::string(our_output)));
        const Answer list = stage.list();
        EXPECT_THAT(list.body, HasSubstr(id));
        const Answer answer_to_rename = rename(stage, id, "plimsoll-without-runtime");
        EXPECT_THAT(answer_to_rename, Answered(204));
        const Answer inspection = stage.inspect("plimsoll-without-runtime");
        EXPECT_THAT(inspection, ShowsRuntime("plain"));
        const Answer answer_to_remove = stage.remove(id);
        EXPECT_THAT(answer_to_remove, Answered(204));
      });
}

Case oci_runtime_removed() {
  return make_case(
      {.area = "runtime-gone",
       .name = "OciRuntimeRemovedAndThereAgain",
       .purpose = "A program that was uninstalled is told as that, and nothing else is run.",
       .requirement = "GONE-008",
       .steps = {"configure `linked` as a link to crun, and run a container under it",
                 "take the link away", "start it: 400, and the message names the link's path",
                 "inspect: exit code 127", "runc was not executed", "put the link back",
                 "start it: 204"},
       .needs = needs_to_look},
      [](Stage& stage) {
        const auto link = stage.shims() / "linked-oci-runtime";
        const Placed::What what{.at = link, .kind = Kind::link, .to = stage.places().crun};
        stage.place(what);
        stage.use_own_engine(
            {.runtimes = runtimes_with(stage, "linked", {{"path", link.string()}})});
        const std::string id = run_to_its_end(stage, {.runtime = "linked"});
        stage.take_away_what_was_placed();
        stage.look_from_here();
        const Answer answer_to_start = stage.start(id);
        EXPECT_THAT(answer_to_start, AnsweredSaying(400, link.string()));
        const auto container_exit_code = stage.inspect(id).at("/State/ExitCode");
        EXPECT_THAT(container_exit_code, Eq(127));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Not(Contains(IsExecutionOf(stage.places().runc))));
        stage.place(what);
        const Answer answer_to_second_start = stage.start(id);
        EXPECT_THAT(answer_to_second_start, Answered(204));
      });
}

Case shim_removed() {
  return make_case(
      {.area = "runtime-gone",
       .name = "ShimRemovedAndThereAgain",
       .purpose = "A shim that was uninstalled is told as that.",
       .requirement = "GONE-009",
       .steps = {"run a container under a shim of ours", "take the shim away",
                 "start it: an error, and the message names the shim's binary",
                 "no shim and no OCI runtime was executed", "put the shim back", "start it: 204"},
       .needs = needs_testimony},
      [](Stage& stage) {
        const std::string runtime = "io.containerd.taken-away.v1";
        stage.install_shim(runtime);
        const std::string id = run_to_its_end(stage, {.runtime = runtime});
        stage.take_away_shims();
        stage.look_from_here();
        const Answer answer_to_start = stage.start(id);
        EXPECT_THAT(answer_to_start, AnsweredWithAnError());
        EXPECT_THAT(answer_to_start.message(), HasSubstr("containerd-shim-taken-away-v1"));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Not(Contains(IsShimOrRuntime())));
        stage.install_shim(runtime);
        const Answer answer_to_second_start = stage.start(id);
        EXPECT_THAT(answer_to_second_start, Answered(204));
      });
}

}  // namespace

std::vector<Case> gone_and_back_cases() {
  return {restart_says_why(), restart_of_a_running_one(), starts_when_known_again(),
          can_be_tidied_up(), oci_runtime_removed(),      shim_removed()};
}

}  // namespace plimsoll::conformance
