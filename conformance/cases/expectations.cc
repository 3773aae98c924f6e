#include "conformance/cases/expectations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

void expect_runs_under(Stage& stage, const RunsUnder& expected) {
  const std::string id = run_to_its_end(stage, {.runtime = expected.runtime});
  const auto records_made_in_containerd = stage.recorded();
  EXPECT_THAT(records_made_in_containerd, ElementsAre(AllOf(HasRuntime("io.containerd.runc.v2"),
                                                            HasBinaryName(expected.binary_name))));
  const auto programs_executed = stage.executed();
  EXPECT_THAT(programs_executed, Contains(IsCreateBy(expected.executable)));
  EXPECT_THAT(programs_executed, Not(Contains(IsCreateBy(expected.other))));
  const Answer inspection = stage.inspect(id);
  EXPECT_THAT(inspection, ShowsRuntime(expected.runtime));
}

void expect_testimony(Stage& stage, const GivenToShim& given,
                      const testing::Matcher<const ToldToShim&>& options) {
  const auto is_about_it = IsAbout(stage.containerd_namespace(), given.container);
  const auto testimony_of_the_shim = stage.testimony_of(given.shim);
  EXPECT_THAT(testimony_of_the_shim,
              ElementsAre(AllOf(IsStartBy(given.shim.string()), is_about_it, options),
                          AllOf(IsCreate(), is_about_it, options)));
  const auto programs_executed = stage.executed();
  EXPECT_THAT(programs_executed, Contains(IsExecutionOf(given.shim)));
}

void expect_runcs_shim_is_told(Stage& stage, const Asked& asked, const std::string& binary_name) {
  const auto shim = stage.install_shim("io.containerd.runc.v2");
  const std::string id = run_to_its_end(stage, asked);
  expect_testimony(stage, {.shim = shim, .container = id}, HasBinaryName(binary_name));
}

}  // namespace plimsoll::conformance
