// The two names every engine knows without being told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image, Need::runc};
const std::vector<Need> needs_testimony = {Need::witness, Need::containerd, Need::image, Need::runc,
                                           Need::testimony};

Case stock_name(const std::string& label, const std::string& runtime,
                const std::string& requirement) {
  return make_case({.area = "stock",
                    .name = label,
                    .purpose = "`" + runtime + "` is there without any configuration, and is runc.",
                    .requirement = requirement,
                    .steps = {"run a container with the runtime `" + runtime + "`",
                              "containerd recorded io.containerd.runc.v2 with BinaryName runc",
                              "runc created the container, crun did not", "inspect shows the name"},
                    .needs = needs},
                   [runtime](Stage& stage) {
                     const Places places = stage.places();
                     expect_runs_under(stage, {.runtime = runtime,
                                               .binary_name = "runc",
                                               .executable = places.runc,
                                               .other = places.crun});
                   });
}

Case told_to_the_shim(const std::string& label, const std::string& runtime,
                      const std::string& requirement) {
  return make_case(
      {.area = "stock",
       .name = label,
       .purpose = "What `" + runtime + "` means is what the shim itself is told.",
       .requirement = requirement,
       .steps = {"put our shim where containerd finds runc's",
                 "run a container with the runtime `" + runtime + "`",
                 "the shim testifies: it was started and asked to create this "
                 "container, in its bundle, with BinaryName runc"},
       .needs = needs_testimony},
      [runtime](Stage& stage) { expect_runcs_shim_is_told(stage, {.runtime = runtime}, "runc"); });
}

Case same_options() {
  return make_case({.area = "stock",
                    .name = "BothNamesCarryTheSameOptions",
                    .purpose = "The shim's name is the stock runtime, not a name to pass on.",
                    .requirement = "STOCK-002",
                    .steps = {"run one container under `runc`, one under `io.containerd.runc.v2`",
                              "containerd recorded the same options for both"},
                    .needs = needs},
                   [](Stage& stage) {
                     run_to_its_end(stage, {.runtime = "runc"});
                     run_to_its_end(stage, {.runtime = "io.containerd.runc.v2",
                                            .name = stage.container_name() + "-by-shim"});
                     const auto records_made_in_containerd = stage.recorded();
                     ASSERT_THAT(records_made_in_containerd, SizeIs(2));
                     const auto& by_name = records_made_in_containerd[0].options;
                     const auto& by_shim = records_made_in_containerd[1].options;
                     EXPECT_THAT(records_made_in_containerd, testing::Each(HasBinaryName("runc")));
                     if (!by_name || !by_shim) return;
                     EXPECT_THAT(by_shim->root, testing::Eq(by_name->root));
                     EXPECT_THAT(by_shim->systemd_cgroup, testing::Eq(by_name->systemd_cgroup));
                   });
}

Case recorded_at_start() {
  return make_case({.area = "stock",
                    .name = "RecordedAtStartNotAtCreate",
                    .purpose = "containerd hears of a container when it is started.",
                    .requirement = "STOCK-003",
                    .steps = {"create a container under `runc`: containerd was told nothing",
                              "start it: containerd has a record of it", "wait for it, remove it",
                              "containerd holds no record of it any more"},
                    .needs = needs},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const auto records_made_by_create = stage.recorded();
                     EXPECT_THAT(records_made_by_create, IsEmpty());
                     const Answer answer_to_start = stage.start(answer_to_create.id());
                     EXPECT_THAT(answer_to_start, Answered(204));
                     const Answer answer_to_wait = stage.wait(answer_to_create.id());
                     EXPECT_THAT(answer_to_wait, Answered(200));
                     const auto records_made_by_start = stage.recorded();
                     EXPECT_THAT(records_made_by_start, SizeIs(1));
                     const Answer answer_to_remove = stage.remove(answer_to_create.id());
                     EXPECT_THAT(answer_to_remove, Answered(204));
                     const auto records_in_containerd = stage.records_now();
                     EXPECT_THAT(records_in_containerd, IsEmpty());
                   });
}

}  // namespace

std::vector<Case> stock_cases() {
  return {stock_name("StockRunc", "runc", "STOCK-001"),
          stock_name("StockShimName", "io.containerd.runc.v2", "STOCK-002"),
          same_options(),
          told_to_the_shim("StockRuncReachesTheShim", "runc", "STOCK-001"),
          told_to_the_shim("StockShimNameReachesTheShim", "io.containerd.runc.v2", "STOCK-002"),
          recorded_at_start()};
}

}  // namespace plimsoll::conformance
