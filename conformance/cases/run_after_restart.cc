// What runs a container that is older than the configuration.
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
using testing::ElementsAre;

const std::vector<Need> needs_to_look = {Need::witness, Need::containerd, Need::image,
                                         Need::runc,    Need::crun,       Need::configuration};
const std::vector<Need> needs_testimony = {Need::witness, Need::containerd,    Need::image,
                                           Need::runc,    Need::configuration, Need::testimony};

Case runs_after_restart(const char* label, const std::string& runtime, bool crun) {
  return make_case({.area = "persistence",
                    .name = std::string("RunsAfterRestart") + label,
                    .purpose = "`" + runtime +
                               "` runs the container also after a restart with "
                               "another default.",
                    .requirement = "PER-003",
                    .steps = {"create a container with that runtime",
                              "restart the engine with another default runtime",
                              "run it: its own OCI runtime created it, no other did"},
                    .needs = needs_to_look},
                   [runtime, crun](Stage& stage) {
                     stage.use_own_engine();
                     const std::string id = create_accepted(stage, {.runtime = runtime});
                     stage.restart_engine({.default_runtime = crun ? "runc" : "crun-by-path"});
                     stage.look_from_here();
                     run_again(stage, id);
                     const Places places = stage.places();
                     expect_created_by(stage, crun ? places.crun : places.runc,
                                       crun ? places.runc : places.crun);
                   });
}

Case passed_on_runs_after_restart() {
  return make_case({.area = "persistence",
                    .name = "RunsAfterRestartPassedOn",
                    .purpose = "A passed-on name leads to its shim also after a restart.",
                    .requirement = "PER-003",
                    .steps = {"put a shim on containerd's PATH", "create a container with its name",
                              "restart the engine with another default runtime", "run it",
                              "containerd recorded the name byte for byte, without options",
                              "the shim testifies that it was started for this container"},
                    .needs = needs_testimony,
                    .editions = {Edition::from_2022, Edition::from_2023_plus}},
                   [](Stage& stage) {
                     const std::string runtime = "io.containerd.kept-by-name.v1";
                     const auto shim = stage.install_shim(runtime);
                     stage.use_own_engine();
                     const std::string id = create_accepted(stage, {.runtime = runtime});
                     stage.restart_engine({.default_runtime = "crun-by-path"});
                     stage.look_from_here();
                     run_again(stage, id);
                     const auto records_made_in_containerd = stage.recorded();
                     EXPECT_THAT(records_made_in_containerd,
                                 ElementsAre(AllOf(HasRuntime(runtime), HasNoOptions())));
                     expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
                   });
}

Case changed_path_is_used() {
  return make_case({.area = "persistence",
                    .name = "ChangedPathIsUsedByTheNextStart",
                    .purpose = "It is the name that is kept, not what it stood for.",
                    .requirement = "PER-004",
                    .steps = {"run a container under `plain`, which is crun",
                              "restart the engine with `plain` being runc",
                              "run it again: runc created it, crun did not"},
                    .needs = needs_to_look},
                   [](Stage& stage) {
                     stage.use_own_engine();
                     const std::string id = run_to_its_end(stage, {.runtime = "plain"});
                     stage.restart_engine({.runtimes = runtimes_with(
                                               stage, "plain", {{"path", stage.places().runc}})});
                     stage.look_from_here();
                     run_again(stage, id);
                     expect_created_by(stage, stage.places().runc, stage.places().crun);
                   });
}

Case entry_wins_once_there_is_one() {
  return make_case(
      {.area = "persistence",
       .name = "EntryWinsOnceThereIsOne",
       .purpose = "A shim's name that gets an entry is that entry from the next start on.",
       .requirement = "PER-006",
       .steps = {"create a container with a shim's name that is not configured: 201",
                 "restart the engine with an entry of that name, which is crun", "run it",
                 "containerd recorded io.containerd.runc.v2 with BinaryName crun"},
       .needs = needs_to_look},
      [](Stage& stage) {
        const std::string runtime = "io.containerd.entry-later.v1";
        stage.use_own_engine();
        const std::string id = create_accepted(stage, {.runtime = runtime});
        const std::string crun = stage.places().crun;
        stage.restart_engine({.runtimes = runtimes_with(stage, runtime, {{"path", crun}})});
        stage.look_from_here();
        run_again(stage, id);
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime("io.containerd.runc.v2"), HasBinaryName(crun))));
      });
}

Case passed_on_without_its_entry() {
  return make_case(
      {.area = "persistence",
       .name = "PassedOnWithoutItsEntry",
       .purpose = "A configured name of a shim's form is a shim's name once its entry is gone.",
       .requirement = "PER-007",
       .steps = {"create a container with `io.containerd.kata-configured.v2`, which is configured",
                 "restart the engine without that entry", "put a shim of that name on the PATH",
                 "run it", "containerd recorded the name byte for byte, without options"},
       .needs = needs_testimony},
      [](Stage& stage) {
        const std::string runtime = "io.containerd.kata-configured.v2";
        stage.use_own_engine();
        const std::string id = create_accepted(stage, {.runtime = runtime});
        stage.restart_engine({.runtimes = runtimes_without(stage, runtime)});
        const auto shim = stage.install_shim(runtime);
        stage.look_from_here();
        run_again(stage, id);
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime(runtime), HasNoOptions())));
        expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
      });
}

}  // namespace

std::vector<Case> run_after_restart_cases() {
  return {runs_after_restart("Runc", "runc", false),
          runs_after_restart("Crun", "crun-by-path", true),
          passed_on_runs_after_restart(),
          changed_path_is_used(),
          entry_wins_once_there_is_one(),
          passed_on_without_its_entry()};
}

}  // namespace plimsoll::conformance
