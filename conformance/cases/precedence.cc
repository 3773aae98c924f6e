// Explicit wins over implicit: a configured name is that runtime, whatever the name looks like.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image,
                                 Need::runc,    Need::crun,       Need::configuration};
const std::vector<Need> needs_testimony = {Need::witness,       Need::containerd, Need::image,
                                           Need::configuration, Need::runc,       Need::crun,
                                           Need::testimony};

struct Entry {
  const char* label;
  const char* runtime;
  const char* looks_like;
  const char* requirement;
  bool crun;
};

Case configured_wins(const Entry& entry) {
  return make_case(
      {.area = "precedence",
       .name = entry.label,
       .purpose = std::string("A configured name that looks like ") + entry.looks_like +
                  " is the configured runtime.",
       .requirement = entry.requirement,
       .steps = {std::string("run a container with the configured runtime `") + entry.runtime + "`",
                 "containerd recorded io.containerd.runc.v2 with the configured path",
                 "the configured OCI runtime created the container, the other did not",
                 "inspect shows the name"},
       .needs = needs},
      [entry](Stage& stage) {
        const Places places = stage.places();
        expect_runs_under(stage, {.runtime = entry.runtime,
                                  .binary_name = entry.crun ? places.crun : places.runc,
                                  .executable = entry.crun ? places.crun : places.runc,
                                  .other = entry.crun ? places.runc : places.crun});
      });
}

Case shim_of_that_name_stays_out() {
  return make_case(
      {.area = "precedence",
       .name = "ShimOfThatNameIsNotAsked",
       .purpose = "A configured name is the configured runtime, also when containerd would find a "
                  "shim by that name.",
       .requirement = "PREC-001",
       .steps = {"put the shim `io.containerd.kata-configured.v2` on containerd's PATH",
                 "run a container with the configured runtime of that name",
                 "the shim was not executed, and has nothing to testify",
                 "the configured OCI runtime created the container, the other did not",
                 "inspect shows the name"},
       .needs = needs_testimony},
      [](Stage& stage) {
        const std::string name = "io.containerd.kata-configured.v2";
        const auto shim = stage.install_shim(name);
        const Places places = stage.places();
        expect_runs_under(stage, {.runtime = name,
                                  .binary_name = places.runc,
                                  .executable = places.runc,
                                  .other = places.crun});
        const auto testimony_of_the_shim = stage.testimony_of(shim);
        EXPECT_THAT(testimony_of_the_shim, testing::IsEmpty());
        const auto programs_executed = stage.executed();
        EXPECT_THAT(programs_executed, testing::Not(testing::Contains(IsExecutionOf(shim))));
      });
}

}  // namespace

std::vector<Case> precedence_cases() {
  std::vector<Case> cases;
  for (const Entry& entry :
       {Entry{"NameOfAShim", "io.containerd.kata-configured.v2", "a shim's", "PREC-001", false},
        Entry{"NameWithASlash", "my/custom.shim.v1", "a relative path", "PREC-001", true},
        Entry{"NameWithoutADot", "plain", "nothing in particular", "PREC-001", true},
        Entry{"UpperCaseRunc", "RUNC", "the stock name in capitals", "PREC-002", true}}) {
    cases.push_back(configured_wins(entry));
  }
  cases.push_back(shim_of_that_name_stays_out());
  return cases;
}

}  // namespace plimsoll::conformance
