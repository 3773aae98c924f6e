// What stands at the path that is asked for, and when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/cases/surfaces.h"

namespace plimsoll::conformance {
namespace {

void refused(Stage& stage, const std::string& name) {
  const Answer answer_to_create = stage.create({.runtime = name});
  EXPECT_THAT(answer_to_create, Answered(400));
  go_on_with(stage, answer_to_create.id(), name);
}

void appears_after_create(Stage& stage, const std::string& name) {
  const Answer answer_to_create = stage.create({.runtime = name});
  EXPECT_THAT(answer_to_create, Answered(400));
  stage.plant_canaries(name);
  const Answer answer_to_start = stage.start(stage.container_name());
  EXPECT_THAT(answer_to_start, Answered(404));
}

void link_at_the_path(Stage& stage, const std::string& name) {
  const auto canary = stage.plant_canary(stage.places().canaries + "/behind-the-link");
  stage.place({.at = name, .kind = Kind::link, .to = canary});
  refused(stage, name);
}

void mount_at_the_path(Stage& stage, const std::string& name) {
  const auto canary = stage.plant_canary(stage.places().canaries + "/below-the-mount");
  stage.place({.at = name, .kind = Kind::mount, .to = canary});
  refused(stage, name);
}

void directory_at_the_path(Stage& stage, const std::string& name) {
  stage.place({.at = name, .kind = Kind::directory});
  refused(stage, name);
}

void pipe_at_the_path(Stage& stage, const std::string& name) {
  stage.place({.at = name, .kind = Kind::pipe});
  refused(stage, name);
}

}  // namespace

// What is put at the path itself takes the canary's place there.
std::map<std::string, Surface> surfaces_at_the_path() {
  return {{"appears-after-create", {.bring_in = appears_after_create, .own_canaries = true}},
          {"directory-at-the-path", {.bring_in = directory_at_the_path, .own_canaries = true}},
          {"link-at-the-path", {.bring_in = link_at_the_path, .own_canaries = true}},
          {"mount-at-the-path", {.bring_in = mount_at_the_path, .own_canaries = true}},
          {"pipe-at-the-path", {.bring_in = pipe_at_the_path, .own_canaries = true}}};
}

}  // namespace plimsoll::conformance
