// Containers that ask for no runtime.
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
using testing::Not;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image, Need::runc};
const std::vector<Need> needs_crun = {Need::witness, Need::containerd, Need::image,
                                      Need::runc,    Need::crun,       Need::configuration};
const std::vector<Need> needs_testimony = {Need::witness, Need::containerd, Need::image, Need::runc,
                                           Need::testimony};

Case runc_by_default(const std::string& label, std::optional<std::string> asked) {
  return make_case(
      {.area = "default",
       .name = label,
       .purpose = asked
                      ? "A runtime that is the empty string is no runtime: runc runs the container."
                      : "Without a runtime, and without a configured default, runc runs it.",
       .requirement = "DEF-001",
       .steps = {"run a container without a runtime",
                 "containerd recorded io.containerd.runc.v2 with BinaryName runc",
                 "runc created the container, crun did not"},
       .needs = needs},
      [asked](Stage& stage) {
        run_to_its_end(stage, {.runtime = asked});
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime("io.containerd.runc.v2"), HasBinaryName("runc"))));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsCreateBy(stage.places().runc)));
        EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(stage.places().crun))));
      });
}

Case told_to_the_shim() {
  return make_case(
      {.area = "default",
       .name = "NoRuntimeAskedReachesTheShim",
       .purpose = "Without a runtime, the shim itself is told to run runc.",
       .requirement = "DEF-001",
       .steps = {"put our shim where containerd finds runc's", "run a container without a runtime",
                 "the shim testifies: it was started and asked to create this "
                 "container, in its bundle, with BinaryName runc"},
       .needs = needs_testimony},
      [](Stage& stage) { expect_runcs_shim_is_told(stage, {.runtime = std::nullopt}, "runc"); });
}

Case filled_in_at_create() {
  return make_case({.area = "default",
                    .name = "FilledInAtCreate",
                    .purpose = "The default's name is the container's from the beginning.",
                    .requirement = "DEF-002",
                    .steps = {"create a container without a runtime: 201",
                              "inspect, before any start: the runtime is `runc`"},
                    .needs = {Need::image}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = std::nullopt});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const Answer inspection = stage.inspect(answer_to_create.id());
                     EXPECT_THAT(inspection, ShowsRuntime("runc"));
                   });
}

Case configured_default() {
  return make_case(
      {.area = "default",
       .name = "ConfiguredDefault",
       .purpose = "A configured default runtime is used where none is asked for.",
       .requirement = "DEF-003",
       .steps = {"start an engine whose default runtime is `crun-by-path`",
                 "run a container without a runtime", "crun created the container, runc did not",
                 "inspect shows `crun-by-path`"},
       .needs = needs_crun},
      [](Stage& stage) {
        stage.use_engine_with_default("crun-by-path");
        const std::string id = run_to_its_end(stage, {.runtime = std::nullopt});
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, ElementsAre(HasBinaryName(stage.places().crun)));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsCreateBy(stage.places().crun)));
        EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(stage.places().runc))));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
      });
}

Case explicit_beats_default() {
  return make_case({.area = "default",
                    .name = "ExplicitBeatsDefault",
                    .purpose = "Who asks for runc gets runc, whatever the default is.",
                    .requirement = "DEF-004",
                    .steps = {"start an engine whose default runtime is `crun-by-path`",
                              "run a container with the runtime `runc`",
                              "runc created the container, crun did not", "inspect shows `runc`"},
                    .needs = needs_crun},
                   [](Stage& stage) {
                     stage.use_engine_with_default("crun-by-path");
                     const Places places = stage.places();
                     expect_runs_under(stage, {.runtime = "runc",
                                               .binary_name = "runc",
                                               .executable = places.runc,
                                               .other = places.crun});
                   });
}

}  // namespace

std::vector<Case> default_cases() {
  return {runc_by_default("NoRuntimeAsked", std::nullopt),
          runc_by_default("EmptyRuntimeAsked", std::string()),
          told_to_the_shim(),
          filled_in_at_create(),
          configured_default(),
          explicit_beats_default()};
}

}  // namespace plimsoll::conformance
