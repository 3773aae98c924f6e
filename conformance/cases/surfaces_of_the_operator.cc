// Paths that an operator writes down, or wrote down once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/cases/surfaces.h"

namespace plimsoll::conformance {
namespace {

// A container under the name, which is configured; then the engine without that entry.
std::string with_its_entry_gone(Stage& stage, const std::string& name, const Asked& asked) {
  stage.use_own_engine({.runtimes = runtimes_with(stage, name, {{"path", stage.places().crun}})});
  const std::string id = start_running(stage, asked);
  stage.plant_canaries(name);
  stage.look_from_here();
  return id;
}

void entry_gone_start(Stage& stage, const std::string& name) {
  const std::string id = with_its_entry_gone(stage, name, {.runtime = name});
  stage.wait(id);
  stage.restart_engine();
  const Answer answer_to_start = stage.start(id);
  EXPECT_THAT(answer_to_start, AnsweredSaying(400, name));
}

void entry_gone_restart(Stage& stage, const std::string& name) {
  const std::string id = with_its_entry_gone(stage, name, {.runtime = name});
  stage.wait(id);
  stage.restart_engine();
  const Answer answer_to_restart = restart(stage, id);
  EXPECT_THAT(answer_to_restart, AnsweredSaying(500, name));
}

void entry_gone_boot(Stage& stage, const std::string& name) {
  Asked asked = running_until_killed(name);
  asked.host = {{"RestartPolicy", {{"Name", "always"}}}};
  const std::string id = with_its_entry_gone(stage, name, asked);
  stage.restart_engine();
  const Answer inspection = stage.inspect(id);
  EXPECT_THAT(inspection, ShowsStatus("exited"));
}

void default_runtime(Stage& stage, const std::string& name, const Told& told) {
  stage.use_own_engine();
  stage.plant_canaries(name);
  const Boot start_of_the_engine = stage.reboot(told);
  EXPECT_THAT(start_of_the_engine, testing::Not(Serves()));
  if (!start_of_the_engine.ended) stage.start(stage.create({.runtime = std::nullopt}).id());
  stage.restart_engine();
  const Answer info = stage.info();
  EXPECT_THAT(info, Answered(200));
}

void default_in_file(Stage& stage, const std::string& name) {
  default_runtime(stage, name, {.default_runtime = name});
}

void default_by_flag(Stage& stage, const std::string& name) {
  default_runtime(stage, name, {.flags = {"--default-runtime=" + name}});
}

}  // namespace

std::map<std::string, Surface> surfaces_of_the_operator() {
  return {{"default-by-flag", {.bring_in = default_by_flag, .own_canaries = true}},
          {"default-in-file", {.bring_in = default_in_file, .own_canaries = true}},
          {"entry-gone-boot", {.bring_in = entry_gone_boot, .own_canaries = true}},
          {"entry-gone-restart", {.bring_in = entry_gone_restart, .own_canaries = true}},
          {"entry-gone-start", {.bring_in = entry_gone_start, .own_canaries = true}}};
}

}  // namespace plimsoll::conformance
