// Containers whose runtime was there at create and is not any more.
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
using testing::IsEmpty;
using testing::Not;

const std::vector<Need> needs = {Need::image, Need::crun, Need::configuration};
const std::vector<Need> needs_to_look = {Need::witness, Need::containerd, Need::image,
                                         Need::runc,    Need::crun,       Need::configuration};

Case start_is_refused(const char* label, const std::string& name) {
  return make_case({.area = "runtime-gone",
                    .name = label,
                    .purpose = "`" + name + "` that is configured no more is refused at start.",
                    .requirement = "GONE-001",
                    .steps = {"create a container with `" + name + "`, which is configured",
                              "restart the engine without that entry",
                              "start it: 400, and the message names the runtime"},
                    .needs = needs},
                   [name](Stage& stage) {
                     const std::string id = lose_the_entry(stage, name);
                     const Answer answer_to_start = stage.start(id);
                     EXPECT_THAT(answer_to_start, AnsweredSaying(400, name));
                   });
}

Case exact_words(const char* label, const char* requirement, const std::string& beginning) {
  return make_case({.area = "runtime-gone",
                    .name = label,
                    .purpose = "The message that refuses such a start is as clients know it.",
                    .requirement = requirement,
                    .steps = {"create a container with `plain`, and take its entry away",
                              "start it: the message is `" + beginning + "plain`"},
                    .needs = needs},
                   [beginning](Stage& stage) {
                     const std::string id = lose_the_entry(stage, "plain");
                     const Answer answer_to_start = stage.start(id);
                     EXPECT_THAT(answer_to_start, AnsweredWithText(400, beginning + "plain"));
                   });
}

Case state_of_a_created_one() {
  return make_case({.area = "runtime-gone",
                    .name = "StateOfACreatedOneStays",
                    .purpose = "A refused start is no failed start: nothing happened to it.",
                    .requirement = "GONE-002",
                    .steps = {"create a container, and take its runtime's entry away",
                              "start it: 400", "inspect: `created`, exit code 0, no error"},
                    .needs = needs},
                   [](Stage& stage) {
                     const std::string id = lose_the_entry(stage, "plain");
                     stage.start(id);
                     const Answer inspection = stage.inspect(id);
                     EXPECT_THAT(inspection, ShowsStatus("created"));
                     const auto container_exit_code = inspection.at("/State/ExitCode");
                     EXPECT_THAT(container_exit_code, Eq(0));
                     const auto container_error = inspection.at("/State/Error");
                     EXPECT_THAT(container_error, Eq(""));
                   });
}

Case state_of_an_ended_one() {
  return make_case(
      {.area = "runtime-gone",
       .name = "StateOfAnEndedOneStays",
       .purpose = "What is known of its last run is not overwritten.",
       .requirement = "GONE-002",
       .steps = {"run a container to its end, and take its runtime's entry away", "start it: 400",
                 "inspect: `exited`, the end and the exit code of its run, no error"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine();
        const std::string id = run_to_its_end(stage, {.runtime = "plain"});
        stage.restart_engine({.runtimes = runtimes_without(stage, "plain")});
        const Answer before = stage.inspect(id);
        stage.start(id);
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsStatus("exited"));
        const auto container_ended_at = inspection.at("/State/FinishedAt");
        EXPECT_THAT(container_ended_at, Eq(before.at("/State/FinishedAt")));
        const auto container_exit_code = inspection.at("/State/ExitCode");
        EXPECT_THAT(container_exit_code, Eq(our_exit_status));
        const auto container_error = inspection.at("/State/Error");
        EXPECT_THAT(container_error, Eq(""));
      });
}

Case no_other_takes_its_place(const char* label, const std::string& name) {
  return make_case(
      {.area = "runtime-gone",
       .name = label,
       .purpose = "Without `" + name + "` the container does not run at all.",
       .requirement = "GONE-003",
       .steps = {"create a container with `" + name + "`, and take its entry away", "start it",
                 "containerd was told nothing", "no shim and no OCI runtime was executed",
                 "inspect still shows `" + name + "`"},
       .needs = needs_to_look},
      [name](Stage& stage) {
        const std::string id = lose_the_entry(stage, name);
        stage.start(id);
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, IsEmpty());
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Not(Contains(IsShimOrRuntime())));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime(name));
      });
}

}  // namespace

std::vector<Case> runtime_gone_cases() {
  return {start_is_refused("StartIsRefused", "plain"),
          start_is_refused("StartIsRefusedUpperCase", "RUNC"),
          exact_words("ExactWords", "GONE-010", "unknown or invalid runtime name: "),
          exact_words("ExactWordsBeforePassthrough", "GONE-011", "Unknown runtime specified "),
          state_of_a_created_one(),
          state_of_an_ended_one(),
          no_other_takes_its_place("NoOtherTakesItsPlace", "plain"),
          no_other_takes_its_place("NotEvenRuncForUpperCase", "RUNC"),
          no_other_takes_its_place("NotTheShimInAPath", "my/custom.shim.v1")};
}

}  // namespace plimsoll::conformance
