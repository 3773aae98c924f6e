// Names no configuration knows, that containerd looks up on its PATH: passed on, byte for byte.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/vectors/vectors.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image, Need::runc,
                                 Need::testimony};
const std::vector<Need> needs_configuration = {
    Need::witness, Need::containerd, Need::image, Need::configuration, Need::runc, Need::testimony};

void pass_on(Stage& stage, const NameVector& vector) {
  const auto shim = stage.install_shim(vector.name);
  const std::string id = run_to_its_end(stage, {.runtime = vector.name});
  const auto records_made_in_containerd = stage.recorded();
  EXPECT_THAT(records_made_in_containerd,
              ElementsAre(AllOf(HasRuntime(vector.name), HasNoOptions())));
  expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
  const Answer inspection = stage.inspect(id);
  EXPECT_THAT(inspection, ShowsRuntime(vector.name));
}

Case passed_on(const NameVector& vector) {
  return make_case(
      {.area = "passthrough",
       .name = vector.label,
       .purpose = "A name that is nowhere configured is passed on: " + vector.why + ".",
       .requirement = vector.requirement,
       .steps = {"put a shim on containerd's PATH that containerd finds by the name",
                 "create, start and wait for a container with that runtime",
                 "containerd recorded that very name, and no options",
                 "the shim was executed, and testifies: it was started and asked to create this "
                 "container, in its bundle, without options",
                 "inspect shows the name"},
       .needs = needs,
       .editions = vector.editions,
       .file = names_file,
       .line = vector.line},
      [&vector](Stage& stage) { pass_on(stage, vector); });
}

Case shim_really_runs() {
  return make_case(
      {.area = "passthrough",
       .name = "ShimOnPathReallyRuns",
       .purpose = "The shim found by name is what is executed, and the container runs.",
       .requirement = "PASS-003",
       .steps = {"put a shim on containerd's PATH",
                 "create, start and wait for a container with its name",
                 "the shim was executed, and testifies: it was started and asked to create this "
                 "container",
                 "the container's output came back"},
       .needs = needs},
      [](Stage& stage) {
        const std::string name = "io.containerd.really-runs.v1";
        const auto shim = stage.install_shim(name);
        const std::string id = run_to_its_end(stage, {.runtime = name});
        expect_testimony(stage, {.shim = shim, .container = id}, testing::_);
        const Answer logs = stage.logs(id);
        EXPECT_THAT(logs.body, testing::HasSubstr(std::string(our_output)));
      });
}

Case no_options_at_all() {
  return make_case({.area = "passthrough",
                    .name = "NoOptionsReachTheShim",
                    .purpose = "Options of the configured runtimes do not leak into a name that is "
                               "passed on.",
                    .requirement = "PASS-002",
                    .steps = {"run a container by a name that is passed on",
                              "containerd's record holds no options for its runtime",
                              "the shim testifies: neither its start nor the request to create the "
                              "container brought any"},
                    .needs = needs},
                   [](Stage& stage) {
                     const std::string name = "io.containerd.without-options.v1";
                     const auto shim = stage.install_shim(name);
                     const std::string id = run_to_its_end(stage, {.runtime = name});
                     const auto records_made_in_containerd = stage.recorded();
                     EXPECT_THAT(records_made_in_containerd, ElementsAre(HasNoOptions()));
                     expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
                   });
}

Case no_warning() {
  return make_case({.area = "passthrough",
                    .name = "NoWarning",
                    .purpose = "A name that is passed on is nothing to warn about.",
                    .requirement = "PASS-008",
                    .steps = {"create a container by a name that is passed on: 201",
                              "the answer's list of warnings is empty"},
                    .needs = {Need::image}},
                   [](Stage& stage) {
                     const Answer answer_to_create =
                         stage.create({.runtime = "io.containerd.no-warning.v1"});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const auto warnings = answer_to_create.at("/Warnings");
                     EXPECT_THAT(warnings, IsEmpty());
                   });
}

Case missing_image() {
  return make_case({.area = "passthrough",
                    .name = "MissingImageIsToldAsSuch",
                    .purpose = "With a name that is passed on, a missing image is a missing image.",
                    .requirement = "PASS-009",
                    .steps = {"create a container by such a name and an image that is not there: "
                              "404, not 400"}},
                   [](Stage& stage) {
                     const Answer answer_to_create =
                         stage.create({.runtime = "io.containerd.kata.v2",
                                       .image = "plimsoll/no-such-image:latest"});
                     EXPECT_THAT(answer_to_create, Answered(404));
                   });
}

Case shim_as_default() {
  return make_case(
      {.area = "passthrough",
       .name = "ShimAsDefaultRuntime",
       .purpose = "A name that would be passed on may be the default runtime.",
       .requirement = "PASS-006",
       .steps = {"start an engine whose default runtime is `io.containerd.default.v1`",
                 "run a container without a runtime",
                 "containerd recorded that name, and no options",
                 "the shim was executed, and testifies: it was started and asked to create this "
                 "container, in its bundle, without options",
                 "inspect shows the name"},
       .needs = needs_configuration},
      [](Stage& stage) {
        const std::string name = "io.containerd.default.v1";
        const auto shim = stage.install_shim(name);
        stage.use_engine_with_default(name);
        const std::string id = run_to_its_end(stage, {.runtime = std::nullopt});
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime(name), HasNoOptions())));
        expect_testimony(stage, {.shim = shim, .container = id}, HasNoOptions());
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, ShowsRuntime(name));
      });
}

}  // namespace

std::vector<Case> passthrough_cases() {
  std::vector<Case> cases;
  for (const NameVector& vector : name_vectors()) {
    if (vector.outcome == NameOutcome::passed_on) cases.push_back(passed_on(vector));
  }
  for (const auto one :
       {shim_really_runs, no_options_at_all, no_warning, missing_image, shim_as_default}) {
    cases.push_back(one());
  }
  return cases;
}

}  // namespace plimsoll::conformance
