// The runtime a container was created with is kept, whatever becomes of the engine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

const std::vector<Need> needs = {Need::image, Need::configuration};
const std::vector<Need> needs_to_look = {Need::witness, Need::containerd, Need::image,
                                         Need::runc,    Need::crun,       Need::configuration};

struct Chosen {
  const char* label;
  std::optional<std::string> asked;
  std::string shown;
  std::vector<Edition> editions = {};
};

Case shown_after_restart(const Chosen& chosen) {
  return make_case({.area = "persistence",
                    .name = std::string("Keeps") + chosen.label,
                    .purpose = "The runtime `" + chosen.shown + "` is shown after a restart.",
                    .requirement = "PER-001",
                    .steps = {"create a container with that runtime: 201", "restart the engine",
                              "inspect shows the same"},
                    .needs = needs,
                    .editions = chosen.editions},
                   [chosen](Stage& stage) {
                     stage.use_own_engine();
                     const Answer answer_to_create = stage.create({.runtime = chosen.asked});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     stage.restart_engine();
                     const Answer inspection = stage.inspect(answer_to_create.id());
                     EXPECT_THAT(inspection, ShowsRuntime(chosen.shown));
                   });
}

Case default_is_pinned() {
  return make_case(
      {.area = "persistence",
       .name = "DefaultIsPinnedAtCreate",
       .purpose = "Another default does not move a container that took the default at create.",
       .requirement = "PER-002",
       .steps = {"create a container without a runtime: the default is `runc`",
                 "restart the engine with the default `crun-by-path`", "inspect shows `runc`",
                 "run it: runc created the container, crun did not"},
       .needs = needs_to_look},
      [](Stage& stage) {
        stage.use_own_engine();
        const std::string id = stage.create({.runtime = std::nullopt}).id();
        stage.restart_engine({.default_runtime = "crun-by-path"});
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("runc"));
        stage.look_from_here();
        run_again(stage, id);
        expect_created_by(stage, stage.places().runc, stage.places().crun);
      });
}

Case configured_default_is_pinned() {
  return make_case(
      {.area = "persistence",
       .name = "ConfiguredDefaultIsPinnedAtCreate",
       .purpose = "Taking the configured default away does not move a container that has it.",
       .requirement = "PER-002",
       .steps = {"create a container without a runtime: the default is `crun-by-path`",
                 "restart the engine without a default of its own", "inspect shows `crun-by-path`",
                 "run it: crun created the container, runc did not"},
       .needs = needs_to_look},
      [](Stage& stage) {
        stage.use_own_engine({.default_runtime = "crun-by-path"});
        const std::string id = stage.create({.runtime = std::nullopt}).id();
        stage.restart_engine();
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
        stage.look_from_here();
        run_again(stage, id);
        expect_created_by(stage, stage.places().crun, stage.places().runc);
      });
}

Case second_run() {
  return make_case({.area = "persistence",
                    .name = "SecondRunIsUnderTheSame",
                    .purpose = "Ended and started again, it still is the same runtime.",
                    .requirement = "PER-005",
                    .steps = {"run a container under `crun-by-path` to its end", "run it again",
                              "crun created it, runc did not", "inspect shows `crun-by-path`"},
                    .needs = needs_to_look},
                   [](Stage& stage) {
                     const std::string id = run_to_its_end(stage, {.runtime = "crun-by-path"});
                     stage.look_from_here();
                     run_again(stage, id);
                     expect_created_by(stage, stage.places().crun, stage.places().runc);
                     const Answer inspection = stage.inspect(id);
                     EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
                   });
}

Case kept_by_a_killed_engine() {
  return make_case(
      {.area = "persistence",
       .name = "KeptByAKilledEngine",
       .purpose = "What create answered holds also if the engine is killed then.",
       .requirement = "PER-008",
       .steps = {"create a container with `crun-by-path`: 201", "kill the engine",
                 "start it with another default runtime", "inspect shows `crun-by-path`"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_own_engine();
        const std::string id = stage.create({.runtime = "crun-by-path"}).id();
        stage.kill_engine();
        stage.restart_engine({.default_runtime = "runc-by-alias"});
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
      });
}

Case renamed() {
  return make_case(
      {.area = "persistence",
       .name = "RenamedItKeepsItsRuntime",
       .purpose = "A container's name and its runtime have nothing to do with each other.",
       .requirement = "PER-009",
       .steps = {"create a container with `crun-by-path`", "rename it to `runc`: 204",
                 "inspect shows `crun-by-path`", "run it: crun created it"},
       .needs = needs_to_look},
      [](Stage& stage) {
        const std::string id = stage.create({.runtime = "crun-by-path"}).id();
        const Answer answer_to_rename = rename(stage, id, "runc");
        EXPECT_THAT(answer_to_rename, Answered(204));
        const Answer inspection = stage.inspect("runc");
        EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
        run_again(stage, id);
        expect_created_by(stage, stage.places().crun, stage.places().runc);
      });
}

Case without_host_config() {
  return make_case({.area = "persistence",
                    .name = "DefaultIsPinnedWithoutHostConfig",
                    .purpose = "Leaving HostConfig out is asking for no runtime like any other.",
                    .requirement = "PER-010",
                    .steps = {"create a container whose body has no HostConfig: 201",
                              "inspect, before any start: the runtime is `runc`"},
                    .needs = {Need::image}},
                   [](Stage& stage) {
                     const Answer answer_to_create =
                         stage.create_with_body({{"Image", our_image}, {"Cmd", {"/bin/true"}}});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const Answer inspection = stage.inspect(answer_to_create.id());
                     EXPECT_THAT(inspection, ShowsRuntime("runc"));
                   });
}

}  // namespace

std::vector<Case> persistence_cases() {
  std::vector<Case> cases;
  const std::vector<Edition> passing = {Edition::from_2022, Edition::from_2023_plus};
  for (const Chosen& chosen :
       {Chosen{"TheDefault", std::nullopt, "runc"}, Chosen{"Runc", "runc", "runc"},
        Chosen{"TheStockShim", "io.containerd.runc.v2", "io.containerd.runc.v2"},
        Chosen{"AConfiguredName", "crun-by-path", "crun-by-path"},
        Chosen{"UpperCase", "RUNC", "RUNC"},
        Chosen{"AConfiguredPath", "my/custom.shim.v1", "my/custom.shim.v1"},
        Chosen{"AnAliasOfAShim", "alias-of-a-shim", "alias-of-a-shim", {Edition::from_2023_plus}},
        Chosen{"APassedOnName", "io.containerd.kept.v1", "io.containerd.kept.v1", passing},
        Chosen{"OddBytes", " \té.v1\n", " \té.v1\n", passing}}) {
    cases.push_back(shown_after_restart(chosen));
  }
  for (const auto& one : {default_is_pinned(), configured_default_is_pinned(), second_run(),
                          kept_by_a_killed_engine(), renamed(), without_host_config()}) {
    cases.push_back(one);
  }
  return cases;
}

}  // namespace plimsoll::conformance
