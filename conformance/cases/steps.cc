#include "conformance/cases/steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

std::set<std::string> ids_in(const Answer& list) {
  std::set<std::string> ids;
  const auto containers = list.json();
  for (const auto& container : containers) {
    if (container.is_object()) ids.insert(container.value("Id", nlohmann::json()).dump());
  }
  return ids;
}

}  // namespace

std::string create_accepted(Stage& stage, const Asked& asked) {
  const Answer answer_to_create = stage.create(asked);
  EXPECT_THAT(answer_to_create, Answered(201));
  std::string id = answer_to_create.id();
  if (id.empty()) stage.stop();
  return id;
}

std::string start_running(Stage& stage, const Asked& asked) {
  std::string id = create_accepted(stage, asked);
  const Answer answer_to_start = stage.start(id);
  EXPECT_THAT(answer_to_start, Answered(204));
  if (answer_to_start.status != 204) stage.stop();
  return id;
}

std::string run_to_its_end(Stage& stage, const Asked& asked) {
  const std::string id = start_running(stage, asked);
  const Answer answer_to_wait = stage.wait(id);
  EXPECT_THAT(answer_to_wait, Answered(200));
  const auto container_exit_status = answer_to_wait.at("/StatusCode");
  EXPECT_THAT(container_exit_status, testing::Eq(our_exit_status));
  return id;
}

void reload_into_effect(Stage& stage, const std::string& daemon_json) {
  const fixtures::Reload reload = stage.reload(daemon_json);
  EXPECT_THAT(reload, TookEffect());
  if (reload.end != fixtures::Reload::End::took_effect) stage.stop();
}

void expect_nothing_came_of_it(Stage& stage, const Answer& list_before) {
  const Answer inspection_by_name = stage.inspect(stage.container_name());
  EXPECT_THAT(inspection_by_name, Answered(404));
  const auto containers_listed = ids_in(stage.list());
  EXPECT_THAT(containers_listed, testing::ContainerEq(ids_in(list_before)));
  if (stage.engine_has_containerd()) {
    const auto records_made_in_containerd = stage.recorded();
    EXPECT_THAT(records_made_in_containerd, testing::IsEmpty());
  }
  const auto canaries_executed = stage.canaries_executed();
  EXPECT_THAT(canaries_executed, testing::IsEmpty());
  const auto programs_executed = stage.executed();
  EXPECT_THAT(programs_executed, testing::Not(testing::Contains(IsShimOrRuntime())));
}

}  // namespace plimsoll::conformance
