#include "conformance/cases/surfaces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {

void go_on_with(Stage& stage, const std::string& container, const std::string& name) {
  if (container.empty()) return;
  const Answer inspection = stage.inspect(container);
  EXPECT_THAT(inspection, testing::Not(ShowsRuntime(name)));
  stage.start(container);
}

Surface surface_named(const std::string& name) {
  static const std::map<std::string, Surface> surfaces = [] {
    auto all = surfaces_of_requests();
    all.merge(surfaces_of_the_operator());
    all.merge(surfaces_at_the_path());
    return all;
  }();
  return surfaces.at(name);
}

}  // namespace plimsoll::conformance
