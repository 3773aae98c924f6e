// Shims the operator configured by runtimeType: under an alias, and with options.
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

const std::vector<Need> needs = {Need::witness,       Need::containerd, Need::image,
                                 Need::configuration, Need::runc,       Need::testimony};

Case alias_of_a_shim() {
  return make_case(
      {.area = "passthrough",
       .name = "RuntimeTypeAlias",
       .purpose = "An alias for a shim, configured by runtimeType, leads to that shim.",
       .requirement = "PASS-005",
       .steps = {"put the shim `io.containerd.aliased.v1` on containerd's PATH",
                 "run a container with the runtime `alias-of-a-shim`",
                 "containerd recorded the shim's name, and no options",
                 "the shim was executed, and testifies: it was started and asked to create this "
                 "container, in its bundle, without options",
                 "inspect shows the alias"},
       .needs = needs},
      [](Stage& stage) {
        const auto shim = stage.install_shim("io.containerd.aliased.v1");
        const std::string id = run_to_its_end(stage, {.runtime = "alias-of-a-shim"});
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime("io.containerd.aliased.v1"), HasNoOptions())));
        expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("alias-of-a-shim"));
      });
}

Case options_of_runtime_type() {
  return make_case(
      {.area = "passthrough",
       .name = "RuntimeTypeOptions",
       .purpose = "Options configured for runc's shim reach containerd, and act.",
       .requirement = "PASS-007",
       .steps = {"run a container with the runtime `runc-shim-with-options`, whose "
                 "options name crun as BinaryName",
                 "containerd recorded io.containerd.runc.v2 with that BinaryName",
                 "crun created the container"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::crun, Need::configuration}},
      [](Stage& stage) {
        run_to_its_end(stage, {.runtime = "runc-shim-with-options"});
        const std::string crun = stage.places().crun;
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime("io.containerd.runc.v2"), HasBinaryName(crun))));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsCreateBy(crun)));
      });
}

Case options_reach_runcs_shim() {
  return make_case(
      {.area = "passthrough",
       .name = "RuntimeTypeOptionsReachTheShim",
       .purpose = "Options configured for runc's shim are what the shim itself is told.",
       .requirement = "PASS-007",
       .steps = {"put our shim where containerd finds runc's",
                 "run a container with the runtime `runc-shim-with-options`, whose "
                 "options name crun as BinaryName",
                 "the shim testifies: it was started and asked to create this container, in its "
                 "bundle, with that BinaryName",
                 "crun created the container"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::configuration, Need::crun,
                 Need::testimony}},
      [](Stage& stage) {
        const std::string crun = stage.places().crun;
        expect_runcs_shim_is_told(stage, {.runtime = "runc-shim-with-options"}, crun);
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsCreateBy(crun)));
      });
}

Case options_reach_another_shim() {
  return make_case(
      {.area = "passthrough",
       .name = "OptionsOfAnotherShim",
       .purpose = "Options configured for any other shim reach it in the form every shim takes.",
       .requirement = "PASS-010",
       .steps = {"put the shim `io.containerd.optioned.v1` on containerd's PATH",
                 "run a container with the runtime `shim-with-options`, whose options have a "
                 "ConfigPath",
                 "containerd recorded runtimeoptions.v1.Options with that ConfigPath",
                 "the shim testifies: these options, to the byte, came with its start and with the "
                 "request to create the container"},
       .needs = needs},
      [](Stage& stage) {
        const auto shim = stage.install_shim("io.containerd.optioned.v1");
        const std::string id = run_to_its_end(stage, {.runtime = "shim-with-options"});
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime("io.containerd.optioned.v1"),
                                      HasConfigPath("/etc/plimsoll/optioned.toml"))));
        if (records_made_in_containerd.size() != 1) stage.stop();
        expect_testimony(stage, {.shim = shim, .container = id},
                         HasOptionsOf(records_made_in_containerd[0]));
      });
}

}  // namespace

std::vector<Case> runtime_type_cases() {
  return {alias_of_a_shim(), options_of_runtime_type(), options_reach_runcs_shim(),
          options_reach_another_shim()};
}

}  // namespace plimsoll::conformance
