// What those who listen to an engine hear of runtimes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<Need> needs_configuration = {Need::image, Need::configuration};

Case refused_create_is_no_event() {
  return make_case({.area = "views",
                    .name = "RefusedCreateIsNoEvent",
                    .purpose = "Who listens does not hear of a container that never was.",
                    .requirement = "VIEW-001",
                    .steps = {"create a container with a path as its runtime: 400",
                              "there is no event about a container of its name"}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = "/no/such.runtime"});
                     EXPECT_THAT(answer_to_create, Answered(400));
                     const auto events_told = events_about(stage, stage.container_name());
                     EXPECT_THAT(events_told, IsEmpty());
                   });
}

Case refused_start_is_no_event() {
  return make_case(
      {.area = "views",
       .name = "RefusedStartIsNoEvent",
       .purpose = "A start that was refused neither began nor ended anything.",
       .requirement = "VIEW-002",
       .steps = {"create a container with `plain`", "restart the engine without that entry",
                 "start it: 400", "there is no event about it since the engine is back"},
       .needs = needs_configuration},
      [](Stage& stage) {
        stage.use_own_engine();
        const std::string id = stage.create({.runtime = "plain"}).id();
        stage.restart_engine({.runtimes = runtimes_without(stage, "plain")});
        const Answer answer_to_start = stage.start(id);
        EXPECT_THAT(answer_to_start, Answered(400));
        const auto events_told = events_about(stage, id);
        EXPECT_THAT(events_told, IsEmpty());
      });
}

Case life_is_told(const char* label, const std::string& runtime) {
  return make_case({.area = "views",
                    .name = label,
                    .purpose = "The events of a container under `" + runtime + "`.",
                    .requirement = "VIEW-003",
                    .steps = {"run a container to its end",
                              "the events about it begin with create, start and die"},
                    .needs = {Need::image, Need::runc, Need::crun, Need::configuration}},
                   [runtime](Stage& stage) {
                     const std::string id = run_to_its_end(stage, {.runtime = runtime});
                     const auto events_told = events_about(stage, id);
                     EXPECT_THAT(events_told, ElementsAre("create", "start", "die"));
                     const auto events_told_by_name = events_about(stage, stage.container_name());
                     EXPECT_THAT(events_told_by_name, ElementsAre("create", "start", "die"));
                   });
}

}  // namespace

std::vector<Case> events_cases() {
  return {refused_create_is_no_event(), refused_start_is_no_event(),
          life_is_told("LifeIsToldUnderRunc", "runc"),
          life_is_told("LifeIsToldUnderCrun", "crun-by-path")};
}

}  // namespace plimsoll::conformance
