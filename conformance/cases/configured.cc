// Names the operator configured.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::StartsWith;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image,
                                 Need::runc,    Need::crun,       Need::configuration};

Case crun_by_path() {
  return make_case({.area = "configured",
                    .name = "CrunByPath",
                    .purpose = "A name configured with crun's path runs crun.",
                    .requirement = "CONF-001",
                    .steps = {"run a container with the runtime `crun-by-path`",
                              "containerd recorded io.containerd.runc.v2 with crun's path",
                              "crun created the container, runc did not", "inspect shows the name"},
                    .needs = needs},
                   [](Stage& stage) {
                     const Places places = stage.places();
                     expect_runs_under(stage, {.runtime = "crun-by-path",
                                               .binary_name = places.crun,
                                               .executable = places.crun,
                                               .other = places.runc});
                   });
}

Case path_reaches_the_shim() {
  return make_case({.area = "configured",
                    .name = "PathReachesTheShim",
                    .purpose = "A configured path is what the shim itself is told to run.",
                    .requirement = "CONF-001",
                    .steps = {"put our shim where containerd finds runc's",
                              "run a container with the runtime `crun-by-path`",
                              "the shim testifies: it was started and asked to create this "
                              "container, in its bundle, with crun's path as BinaryName"},
                    .needs = {Need::witness, Need::containerd, Need::image, Need::crun,
                              Need::configuration, Need::testimony}},
                   [](Stage& stage) {
                     expect_runcs_shim_is_told(stage, {.runtime = "crun-by-path"},
                                               stage.places().crun);
                   });
}

Case runc_by_alias() {
  return make_case(
      {.area = "configured",
       .name = "RuncByAlias",
       .purpose = "runc under another name is still runc.",
       .requirement = "CONF-004",
       .steps = {"run a container with the runtime `runc-by-alias`",
                 "containerd recorded io.containerd.runc.v2 with runc's path",
                 "runc created the container, crun did not", "inspect shows the alias"},
       .needs = needs},
      [](Stage& stage) {
        const Places places = stage.places();
        expect_runs_under(stage, {.runtime = "runc-by-alias",
                                  .binary_name = places.runc,
                                  .executable = places.runc,
                                  .other = places.crun});
      });
}

Case arguments() {
  return make_case(
      {.area = "configured",
       .name = "ArgumentsReachTheRuntime",
       .purpose = "runtimeArgs stand on the command line of the OCI runtime.",
       .requirement = "CONF-002",
       .steps = {"run a container with the runtime `crun-with-arguments`",
                 "the OCI runtime was called with `--cgroup-manager cgroupfs ... create`",
                 "inspect shows the name"},
       .needs = needs},
      [](Stage& stage) {
        const std::string id = run_to_its_end(stage, {.runtime = "crun-with-arguments"});
        const auto calls_of_the_runtime = stage.calls_of_the_testifier();
        EXPECT_THAT(calls_of_the_runtime, Contains(AllOf(StartsWith("--cgroup-manager cgroupfs "),
                                                         HasSubstr(" create "))));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("crun-with-arguments"));
      });
}

Case missing_path_accepted() {
  return make_case({.area = "configured",
                    .name = "MissingPathIsAcceptedAtCreate",
                    .purpose = "Whether a configured path exists is not asked before start.",
                    .requirement = "CONF-003",
                    .steps = {"create a container with the runtime `path-to-nothing`: 201",
                              "containerd was told nothing yet"},
                    .needs = {Need::containerd, Need::image, Need::configuration}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = "path-to-nothing"});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const auto records_made_in_containerd = stage.recorded();
                     EXPECT_THAT(records_made_in_containerd, testing::IsEmpty());
                   });
}

Case missing_path_fails_at_start() {
  return make_case({.area = "configured",
                    .name = "MissingPathFailsAtStart",
                    .purpose = "Who reads the message learns which path is missing.",
                    .requirement = "CONF-003",
                    .steps = {"create a container with the runtime `path-to-nothing`: 201",
                              "start it: 400, and the message names the path",
                              "inspect: ExitCode is 127", "containerd holds no record of it"},
                    .needs = {Need::containerd, Need::image, Need::configuration}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = "path-to-nothing"});
                     const Answer answer_to_start = stage.start(answer_to_create.id());
                     EXPECT_THAT(answer_to_start, AnsweredSaying(400, "/nowhere/oci-runtime"));
                     const auto container_exit_code =
                         stage.inspect(answer_to_create.id()).at("/State/ExitCode");
                     EXPECT_THAT(container_exit_code, Eq(127));
                     const auto records_in_containerd = stage.records_now();
                     EXPECT_THAT(records_in_containerd, testing::IsEmpty());
                   });
}

Case one_after_the_other() {
  return make_case(
      {.area = "configured",
       .name = "TwoRuntimesSideBySide",
       .purpose = "Two containers under two runtimes do not disturb each other.",
       .requirement = "CONF-001",
       .steps = {"create one container under runc and one under `crun-by-path`",
                 "start and wait for both", "containerd recorded each with its own BinaryName"},
       .needs = needs},
      [](Stage& stage) {
        const Answer runc = stage.create({.runtime = "runc"});
        const Answer crun =
            stage.create({.runtime = "crun-by-path", .name = stage.container_name() + "-crun"});
        for (const Answer& created : {runc, crun}) {
          const Answer answer_to_start = stage.start(created.id());
          EXPECT_THAT(answer_to_start, Answered(204));
        }
        for (const Answer& created : {runc, crun}) {
          const Answer answer_to_wait = stage.wait(created.id());
          EXPECT_THAT(answer_to_wait, Answered(200));
        }
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(HasBinaryName("runc"), HasBinaryName(stage.places().crun)));
      });
}

}  // namespace

std::vector<Case> configured_cases() {
  return {crun_by_path(),          path_reaches_the_shim(),       runc_by_alias(),      arguments(),
          missing_path_accepted(), missing_path_fails_at_start(), one_after_the_other()};
}

}  // namespace plimsoll::conformance
