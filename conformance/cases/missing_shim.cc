// A well-formed name whose shim is not installed: taken at create, told at start, nothing left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/led_to.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Eq;
using testing::IsEmpty;
using testing::Not;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image};

// Creates a container with that runtime and tries to start it; returns its id.
std::string fail_without_shim(Stage& stage, const std::string& runtime) {
  const Answer answer_to_create = stage.create({.runtime = runtime});
  EXPECT_THAT(answer_to_create, Answered(201));
  const std::string id = answer_to_create.id();
  const Answer answer_to_start = stage.start(id);
  EXPECT_THAT(answer_to_start, AnsweredSaying(500, shim_spelled_by(runtime)));
  return id;
}

Case accepted_at_create(const std::string& label, const std::string& runtime) {
  return make_case({.area = "missing-shim",
                    .name = label,
                    .purpose = "The form of `" + runtime + "` is enough for create.",
                    .requirement = "MISS-001",
                    .steps = {"create a container with that runtime, its shim not installed: 201",
                              "inspect shows the name", "containerd was told nothing yet",
                              "nothing was executed"},
                    .needs = needs},
                   [runtime](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = runtime});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const Answer inspection = stage.inspect(answer_to_create.id());
                     EXPECT_THAT(inspection, ShowsRuntime(runtime));
                     const auto records_made_in_containerd = stage.recorded();
                     EXPECT_THAT(records_made_in_containerd, IsEmpty());
                     const auto programs_executed = stage.executed();
                     EXPECT_THAT(programs_executed, Not(Contains(IsShimOrRuntime())));
                   });
}

Case start_names_the_binary(const std::string& label, const std::string& runtime) {
  return make_case(
      {.area = "missing-shim",
       .name = label,
       .purpose = "Who reads the message about `" + runtime + "` learns which program is missing.",
       .requirement = "MISS-002",
       .steps = {"create a container with that runtime, its shim not installed: 201",
                 "start it: 500, and the message names the shim's binary",
                 "no shim and no OCI runtime was executed"},
       .needs = needs},
      [runtime](Stage& stage) {
        fail_without_shim(stage, runtime);
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Not(Contains(IsShimOrRuntime())));
      });
}

Case state_after_failure() {
  return make_case(
      {.area = "missing-shim",
       .name = "StateAfterFailedStart",
       .purpose = "The container tells what happened, and is still startable.",
       .requirement = "MISS-003",
       .steps = {"fail to start a container whose shim is not installed",
                 "inspect: State.Status is `created`, ExitCode 128, Error the message"},
       .needs = needs},
      [](Stage& stage) {
        const std::string runtime = "io.containerd.absent-state.v1";
        const std::string id = fail_without_shim(stage, runtime);
        const Answer inspection = stage.inspect(id);
        const auto container_status = inspection.at("/State/Status");
        EXPECT_THAT(container_status, Eq("created"));
        const auto container_exit_code = inspection.at("/State/ExitCode");
        EXPECT_THAT(container_exit_code, Eq(128));
        const auto container_error = inspection.at("/State/Error").dump();
        EXPECT_THAT(container_error, testing::HasSubstr(shim_spelled_by(runtime)));
      });
}

Case nothing_left() {
  return make_case(
      {.area = "missing-shim",
       .name = "NothingLeftInContainerd",
       .purpose = "A failed start leaves nothing in containerd, and nothing in the way "
                  "of removing the container.",
       .requirement = "MISS-004",
       .steps = {"fail to start a container whose shim is not installed",
                 "containerd holds no record of it", "remove the container: 204", "inspect: 404"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = fail_without_shim(stage, "io.containerd.absent-left.v1");
        const auto records_in_containerd = stage.records_now();
        EXPECT_THAT(records_in_containerd, IsEmpty());
        const Answer answer_to_remove = stage.remove(id);
        EXPECT_THAT(answer_to_remove, Answered(204));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, Answered(404));
      });
}

Case twice_the_same() {
  return make_case({.area = "missing-shim",
                    .name = "SecondStartFailsTheSame",
                    .purpose = "Trying again without the shim fails again, in the same words.",
                    .requirement = "MISS-002",
                    .steps = {"fail to start a container whose shim is not installed",
                              "start it again: 500 with the same message"},
                    .needs = needs},
                   [](Stage& stage) {
                     const std::string runtime = "io.containerd.absent-twice.v1";
                     const std::string id = fail_without_shim(stage, runtime);
                     const Answer answer_to_second_start = stage.start(id);
                     EXPECT_THAT(answer_to_second_start,
                                 AnsweredSaying(500, shim_spelled_by(runtime)));
                   });
}

Case starts_when_the_shim_appears() {
  return make_case(
      {.area = "missing-shim",
       .name = "StartsAsSoonAsTheShimAppears",
       .purpose = "Installing the shim is all it takes.",
       .requirement = "MISS-005",
       .steps = {"fail to start a container whose shim is not installed",
                 "put the shim on containerd's PATH", "start it again: 204",
                 "the shim was executed, and testifies: it was started and asked to "
                 "create this container, in its bundle, without options",
                 "the container ran"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::runc, Need::testimony}},
      [](Stage& stage) {
        const std::string runtime = "io.containerd.absent-yet.v1";
        const std::string id = fail_without_shim(stage, runtime);
        const auto shim = stage.install_shim(runtime);
        const Answer answer_to_second_start = stage.start(id);
        EXPECT_THAT(answer_to_second_start, Answered(204));
        const Answer answer_to_wait = stage.wait(id);
        EXPECT_THAT(answer_to_wait, Answered(200));
        expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    testing::Each(AllOf(HasRuntime(runtime), HasNoOptions())));
      });
}

}  // namespace

std::vector<Case> missing_shim_cases() {
  return {accepted_at_create("AcceptedAtCreate", "io.containerd.absent.v2"),
          accepted_at_create("AcceptedAtCreateShortName", "absent.x"),
          start_names_the_binary("StartNamesTheBinary", "io.containerd.absent.v2"),
          start_names_the_binary("StartNamesTheBinaryUpperCase", "io.containerd.Absent.V2"),
          start_names_the_binary("StartNamesTheBinaryWithoutVersion", "io.containerd.absent-shim"),
          state_after_failure(),
          nothing_left(),
          twice_the_same(),
          starts_when_the_shim_appears()};
}

}  // namespace plimsoll::conformance
