// What becomes of containers when the configuration is read again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Eq;

const std::vector<Need> needs = {Need::configuration, Need::containerd, Need::image,
                                 Need::witness,       Need::runc,       Need::crun};

constexpr const char* no_runtimes = R"({"runtimes": {}})";

fixtures::EngineConfiguration configured(const nlohmann::json& entry) {
  fixtures::EngineConfiguration configuration;
  configuration.runtimes["x"] = entry;
  return configuration;
}

nlohmann::json crun(Stage& stage) { return {{"path", stage.places().crun}}; }

// An entry whose program is a script of the engine's.
nlohmann::json crun_behind_arguments(Stage& stage) {
  return {{"path", "/usr/bin/env"}, {"runtimeArgs", {stage.places().crun}}};
}

std::string daemon_json(const nlohmann::json& entry) {
  return nlohmann::json{{"runtimes", {{"x", entry}}}}.dump();
}

void expect_can_be_killed(Stage& stage, const std::string& id) {
  const Answer answer_to_kill = kill(stage, id);
  EXPECT_THAT(answer_to_kill, Answered(204));
  if (answer_to_kill.status != 204) return;
  const Answer answer_to_wait = stage.wait(id);
  EXPECT_THAT(answer_to_wait, Answered(200));
  const auto container_exit_status = answer_to_wait.at("/StatusCode");
  EXPECT_THAT(container_exit_status, Eq(killed_status));
  const Answer answer_to_remove = stage.remove(id);
  EXPECT_THAT(answer_to_remove, Answered(204));
}

void stays_through_a_reload(Stage& stage, const nlohmann::json& entry) {
  stage.use_engine_configured(configured(entry));
  const std::string id = start_running(stage, running_until_killed("x"));
  const auto process_before = stage.inspect(id).at("/State/Pid");
  reload_into_effect(stage, no_runtimes);
  const Answer inspection = stage.inspect(id);
  const auto process_after = inspection.at("/State/Pid");
  EXPECT_THAT(process_after, Eq(process_before));
  const bool container_process_runs = stage.is_running(process_before);
  EXPECT_THAT(container_process_runs, Eq(true));
  const auto container_status = inspection.at("/State/Status");
  EXPECT_THAT(container_status, Eq("running"));
  EXPECT_THAT(inspection, ShowsRuntime("x"));
  expect_can_be_killed(stage, id);
}

Case running_goes_on() {
  return make_case({.area = "reload",
                    .name = "RunningContainerGoesOn",
                    .purpose = "Who runs does not notice that his runtime is no longer configured.",
                    .requirement = "RLD-020",
                    .steps = {"run a container under a configured runtime",
                              "take the runtime out of the configuration and reload it",
                              "the container runs on, as the same process",
                              "it can be killed, "
                              "waited for and removed"},
                    .needs = needs},
                   [](Stage& stage) { stays_through_a_reload(stage, crun(stage)); });
}

Case running_keeps_its_arguments() {
  return make_case(
      {.area = "reload",
       .name = "RunningContainerKeepsItsArguments",
       .purpose = "What an engine made to hand on arguments stays as long as it is needed.",
       .requirement = "RLD-021",
       .steps = {"run a container under a runtime with arguments",
                 "take the runtime out of the configuration and reload it",
                 "the container runs on, as the same process",
                 "it can be killed, waited for and removed, through the same runtime"},
       .needs = needs},
      [](Stage& stage) { stays_through_a_reload(stage, crun_behind_arguments(stage)); });
}

Case created_starts_by_the_new() {
  return make_case({.area = "reload",
                    .name = "CreatedContainerStartsByTheNewConfiguration",
                    .purpose = "What a name means is asked when a container starts.",
                    .requirement = "RLD-022",
                    .steps = {"create a container whose runtime's path is runc's",
                              "change the path to crun's and reload",
                              "start it: containerd recorded crun's path, and crun created it"},
                    .needs = needs},
                   [](Stage& stage) {
                     const Places places = stage.places();
                     stage.use_engine_configured(configured({{"path", places.runc}}));
                     const std::string id = create_accepted(stage, {.runtime = "x"});
                     reload_into_effect(stage, daemon_json(crun(stage)));
                     const Answer answer_to_start = stage.start(id);
                     EXPECT_THAT(answer_to_start, Answered(204));
                     const auto programs_executed = stage.executed();
                     EXPECT_THAT(programs_executed, Contains(IsCreateBy(places.crun)));
                     const auto records_made_in_containerd = stage.recorded();
                     EXPECT_THAT(records_made_in_containerd,
                                 ElementsAre(HasBinaryName(places.crun)));
                   });
}

Case created_keeps_its_default() {
  return make_case(
      {.area = "reload",
       .name = "CreatedContainerKeepsItsDefault",
       .purpose = "The default that counts is the one when a container is created.",
       .requirement = "RLD-023",
       .steps = {"create a container without a runtime: the default is `runc`",
                 "make another runtime the default and reload", "inspect shows `runc`",
                 "start it: containerd recorded runc, and runc created it"},
       .needs = needs},
      [](Stage& stage) {
        const Places places = stage.places();
        stage.use_engine_configured(configured(crun(stage)));
        const std::string id = create_accepted(stage, {.runtime = std::nullopt});
        const nlohmann::json other = {{"runtimes", {{"x", crun(stage)}}}, {"default-runtime", "x"}};
        reload_into_effect(stage, other.dump());
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime("runc"));
        const Answer answer_to_start = stage.start(id);
        EXPECT_THAT(answer_to_start, Answered(204));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsCreateBy(places.runc)));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, ElementsAre(HasBinaryName("runc")));
      });
}

Case dropped_comes_back() {
  return make_case({.area = "reload",
                    .name = "DroppedRuntimeComesBack",
                    .purpose = "A container whose runtime is away waits for it to come back.",
                    .requirement = "RLD-024",
                    .steps = {"create a container under a configured runtime",
                              "take the runtime out of the configuration and reload it",
                              "start the container: 400, and its state is still `created`",
                              "put the runtime back and reload", "start the container: 204"},
                    .needs = needs},
                   [](Stage& stage) {
                     stage.use_engine_configured(configured(crun(stage)));
                     const std::string id = create_accepted(stage, {.runtime = "x"});
                     reload_into_effect(stage, no_runtimes);
                     const Answer answer_to_start = stage.start(id);
                     EXPECT_THAT(answer_to_start, AnsweredSaying(400, "x"));
                     const auto container_status = stage.inspect(id).at("/State/Status");
                     EXPECT_THAT(container_status, Eq("created"));
                     reload_into_effect(stage, daemon_json(crun(stage)));
                     const Answer answer_to_second_start = stage.start(id);
                     EXPECT_THAT(answer_to_second_start, Answered(204));
                   });
}

}  // namespace

std::vector<Case> reloaded_containers_cases() {
  return {running_goes_on(), running_keeps_its_arguments(), created_starts_by_the_new(),
          created_keeps_its_default(), dropped_comes_back()};
}

}  // namespace plimsoll::conformance
