// Which program really ran, proved from outside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image,
                                 Need::runc,    Need::crun,       Need::configuration};

struct Runtime {
  std::string runtime;
  bool crun;

  [[nodiscard]] std::string binary() const { return crun ? "crun" : "runc"; }
  [[nodiscard]] std::string other() const { return crun ? "runc" : "crun"; }
  [[nodiscard]] std::string requirement() const { return crun ? "EXEC-002" : "EXEC-001"; }
  [[nodiscard]] std::string suffix() const { return crun ? "Crun" : "Runc"; }
};

Case created_by(const Runtime& one) {
  return make_case(
      {.area = "execution",
       .name = "CreatedBy" + one.suffix(),
       .purpose = "It is " + one.binary() + " that creates the container.",
       .requirement = one.requirement(),
       .steps = {"run a container under " + one.binary(),
                 "`" + one.binary() + " create` was executed",
                 one.other() + " was not executed at all"},
       .needs = needs},
      [one](Stage& stage) {
        run_to_its_end(stage, {.runtime = one.runtime});
        const Places places = stage.places();
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Contains(IsCreateBy(one.crun ? places.crun : places.runc)));
        EXPECT_THAT(programs_executed,
                    Not(Contains(IsExecutionOf(one.crun ? places.runc : places.crun))));
      });
}

Case output_comes_back(const Runtime& one) {
  return make_case({.area = "execution",
                    .name = "OutputAndStatusUnder" + one.suffix(),
                    .purpose = "What the container wrote, and how it ended, come back from " +
                               one.binary() + ".",
                    .requirement = "EXEC-003",
                    .steps = {"run a container that writes a line and ends with a status",
                              "wait tells the status", "logs tell the line"},
                    .needs = needs},
                   [one](Stage& stage) {
                     const std::string id = run_to_its_end(stage, {.runtime = one.runtime});
                     const Answer logs = stage.logs(id);
                     EXPECT_THAT(logs.body, HasSubstr(std::string(our_output)));
                   });
}

Case nothing_before_start() {
  return make_case(
      {.area = "execution",
       .name = "NothingRunsBeforeStart",
       .purpose = "Creating a container executes nothing.",
       .requirement = "EXEC-001",
       .steps = {"create a container under `runc`: 201", "no shim and no OCI runtime was executed"},
       .needs = {Need::witness, Need::image}},
      [](Stage& stage) {
        const Answer answer_to_create = stage.create({.runtime = "runc"});
        EXPECT_THAT(answer_to_create, Answered(201));
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, Not(Contains(IsShimOrRuntime())));
      });
}

}  // namespace

std::vector<Case> execution_cases() {
  const Runtime runc{.runtime = "runc", .crun = false};
  const Runtime crun{.runtime = "crun-by-path", .crun = true};
  return {created_by(runc), created_by(crun), output_comes_back(runc), output_comes_back(crun),
          nothing_before_start()};
}

}  // namespace plimsoll::conformance
