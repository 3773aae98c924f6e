// What a configuration leads to after the engine has started: the rest of it is in boots.json.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

using testing::Eq;
using testing::IsEmpty;

const std::vector<Need> needs = {Need::configuration, Need::containerd, Need::image};

constexpr const char* nowhere = "/nowhere/oci-runtime";

fixtures::EngineConfiguration only(const nlohmann::json& entry) {
  fixtures::EngineConfiguration configuration;
  configuration.runtimes["x"] = entry;
  return configuration;
}

const nlohmann::json behind_arguments = {{"path", nowhere}, {"runtimeArgs", {"--debug"}}};
const std::string start_behind_arguments =
    "start an engine with a runtime that has arguments, and a path where nothing is";

Case told_at_create() {
  return make_case(
      {.area = "configuration",
       .name = "MissingProgramBehindArgumentsIsToldAtCreate",
       .purpose = "The engine itself looks for a program that only its own script would miss.",
       .requirement = "CFG-016",
       .steps = {start_behind_arguments,
                 "create a container with it: 400, and the message names "
                 "the path",
                 "containerd was told nothing"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_engine_configured(only(behind_arguments));
        const Answer answer_to_create = stage.create({.runtime = "x"});
        EXPECT_THAT(answer_to_create, AnsweredSaying(400, nowhere));
        EXPECT_THAT(answer_to_create,
                    AnsweredSaying(400, "error while looking up the specified runtime path"));
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd, IsEmpty());
      });
}

Case fails_at_start() {
  return make_case({.area = "configuration",
                    .name = "MissingProgramBehindArgumentsFailsAtStart",
                    .purpose = "Before 2022 nobody looks for it until the container is started.",
                    .requirement = "CFG-024",
                    .steps = {start_behind_arguments, "create a container with it: 201",
                              "start it: 400", "inspect: ExitCode is 127"},
                    .needs = needs},
                   [](Stage& stage) {
                     stage.use_engine_configured(only(behind_arguments));
                     const Answer answer_to_create = stage.create({.runtime = "x"});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const Answer answer_to_start = stage.start(answer_to_create.id());
                     EXPECT_THAT(answer_to_start, AnsweredWithAMessage(400));
                     const auto container_exit_code =
                         stage.inspect(answer_to_create.id()).at("/State/ExitCode");
                     EXPECT_THAT(container_exit_code, Eq(127));
                   });
}

Case malformed_type() {
  return make_case(
      {.area = "configuration",
       .name = "MalformedTypeFailsAtStart",
       .purpose = "A runtimeType that containerd cannot read fails where containerd reads it.",
       .requirement = "CFG-018",
       .steps = {"start an engine with a runtime whose runtimeType is `noDot`",
                 "create a container with it: 201", "start it: 500, and the message names the type",
                 "containerd holds no record of it"},
       .needs = needs},
      [](Stage& stage) {
        stage.use_engine_configured(only({{"runtimeType", "noDot"}}));
        // If it runs all the same, it is still there when containerd is asked.
        const Answer answer_to_create = stage.create(running_until_killed("x"));
        EXPECT_THAT(answer_to_create, Answered(201));
        const Answer answer_to_start = stage.start(answer_to_create.id());
        EXPECT_THAT(answer_to_start, AnsweredSaying(500, "noDot"));
        const auto records_in_containerd = stage.records_now();
        EXPECT_THAT(records_in_containerd, IsEmpty());
      });
}

}  // namespace

std::vector<Case> configuration_cases() {
  return {told_at_create(), fails_at_start(), malformed_type()};
}

}  // namespace plimsoll::conformance
