// Each kind of runtime there is, with a proof from outside that it ran the container, and no other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::Not;

const std::string kata = "io.containerd.kata.v2";

// A container's process is the sandbox of gVisor: neither a workload nor another runtime can be
// that.
Case runsc_by_path() {
  return make_case(
      {.area = "runtimes",
       .name = "RunscByPath",
       .purpose = "gVisor, configured by its path, runs the container, and no other runtime does.",
       .requirement = "RUNT-001",
       .steps = {"start an engine with the runtime `gvisor`: runsc, with arguments",
                 "start a container with it that runs until it is killed",
                 "its process, seen from the host, executes runsc",
                 "runsc created it; neither runc nor crun was executed",
                 "kill it: it ends with 137"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::configuration, Need::runsc}},
      [](Stage& stage) {
        const Places places = stage.places();
        const nlohmann::json gvisor = {{"path", places.runsc},
                                       {"runtimeArgs", {"--network=none", "--ignore-cgroups"}}};
        stage.use_own_engine({.runtimes = {{"gvisor", gvisor}}});
        stage.look_from_here();
        const std::string id = start_running(stage, running_until_killed("gvisor"));
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("gvisor"));
        const auto program_of_the_process = stage.program_of(inspection.at("/State/Pid"));
        EXPECT_THAT(program_of_the_process, Eq(places.runsc));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsCreateBy(places.runsc)));
        EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(places.runc))));
        EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(places.crun))));
        const Answer answer_to_kill = kill(stage, id);
        EXPECT_THAT(answer_to_kill, Answered(204));
        const Answer end = stage.wait(id);
        const auto container_exit_status = end.at("/StatusCode");
        EXPECT_THAT(container_exit_status, Eq(killed_status));
      });
}

Case runsc_by_its_shim() {
  return make_case(
      {.area = "runtimes",
       .name = "RunscByItsShim",
       .purpose = "gVisor's own shim is reached by its name.",
       .requirement = "RUNT-003",
       .steps = {"start a container with the runtime `io.containerd.runsc.v1`",
                 "its process, seen from the host, executes runsc",
                 "neither runc nor crun was executed"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::runsc, Need::runsc_shim}},
      [](Stage& stage) {
        const Places places = stage.places();
        const std::string id = start_running(stage, running_until_killed("io.containerd.runsc.v1"));
        const Answer inspection = stage.inspect(id);
        const auto program_of_the_process = stage.program_of(inspection.at("/State/Pid"));
        EXPECT_THAT(program_of_the_process, Eq(places.runsc));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(places.runc))));
        EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(places.crun))));
      });
}

// A virtual machine has a kernel of its own.
Case kata_by_name() {
  return make_case({.area = "runtimes",
                    .name = "Kata",
                    .purpose = "Kata Containers runs the container, in a virtual machine.",
                    .requirement = "RUNT-003",
                    .steps = {"run a container with the runtime `io.containerd.kata.v2`, which "
                              "tells its kernel",
                              "it is not the host's", "neither runc nor crun was executed"},
                    .needs = {Need::witness, Need::containerd, Need::image, Need::kata}},
                   [](Stage& stage) {
                     const Places places = stage.places();
                     Asked asked{.runtime = kata};
                     asked.command = {"/bin/sh", "-c", "uname -r; exit 42"};
                     const std::string id = run_to_its_end(stage, asked);
                     const Answer logs = stage.logs(id);
                     EXPECT_THAT(logs.body, Not(HasSubstr(stage.kernel_of_the_host())));
                     const auto programs_executed = stage.executed();
                     EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(places.runc))));
                     EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(places.crun))));
                   });
}

// Where Kata cannot run, this is what can be shown of it: its name leads to its shim.
Case kata_stand_in() {
  return make_case(
      {.area = "runtimes",
       .name = "KataStandIn",
       .purpose = "Kata's name leads to Kata's shim (a stand-in: ours, which needs no "
                  "virtual machine).",
       .requirement = "RUNT-002",
       .steps = {"put our shim where kata-deploy puts Kata's, and a link to it on "
                 "containerd's PATH",
                 "run a container with the runtime `io.containerd.kata.v2`",
                 "the shim was executed through the link, and testifies: it was "
                 "started and asked to create this container"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::runc, Need::testimony}},
      [](Stage& stage) {
        const auto ours = stage.install_shim("io.containerd.kata-stand-in.v2");
        const std::string in_opt = "/opt/kata/bin/containerd-shim-kata-v2";
        stage.place({.at = in_opt, .kind = Kind::link, .to = ours});
        stage.place(
            {.at = stage.shims() / "containerd-shim-kata-v2", .kind = Kind::link, .to = in_opt});
        const std::string id = run_to_its_end(stage, {.runtime = kata});
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime(kata), HasNoOptions())));
        expect_testimony(stage, {.shim = ours, .container = id}, HasNoOptions());
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime(kata));
      });
}

}  // namespace

std::vector<Case> runtimes_cases() {
  return {runsc_by_path(), runsc_by_its_shim(), kata_by_name(), kata_stand_in()};
}

}  // namespace plimsoll::conformance
