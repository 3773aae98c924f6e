// What a shim is told about the runtime it is to be, to the byte: the entries of options.json, and
// what an engine adds by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/expectations.h"
#include "conformance/cases/known_runtimes.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/option_matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/vectors/configurations.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Matcher;

const std::vector<Need> needs = {Need::witness,       Need::containerd, Need::image,
                                 Need::configuration, Need::runc,       Need::crun,
                                 Need::testimony};

// Of a record and of a testimony, which are not of one type.
struct Told {
  Matcher<const ContainerRecord&> record;
  Matcher<const ToldToShim&> testimony;
};

// Containers are started whether or not the options make sense to the OCI runtime: what the shim
// was told is what this is about.
void expect_told(Stage& stage, const GivenToShim& given, const std::string& record,
                 const Told& told) {
  const auto records_made_in_containerd = stage.recorded();
  EXPECT_THAT(records_made_in_containerd, ElementsAre(AllOf(HasRuntime(record), told.record)));
  expect_testimony(stage, given, told.testimony);
}

void perform(Stage& stage, const OptionsVector& vector) {
  stage.use_engine_configured(configuration_of(vector, stage.places()));
  const auto shim = stage.install_shim(vector.shim);
  const Answer answer_to_create = stage.create({.runtime = runtime_with_options});
  EXPECT_THAT(answer_to_create, Answered(201));
  stage.start(answer_to_create.id());
  const std::string type = vector.type;
  const Told told = type.empty() ? Told{.record = HasNoOptions(), .testimony = HasNoOptions()}
                                 : Told{.record = HasOptionsOfBytes(type, vector.bytes),
                                        .testimony = HasOptionsOfBytes(type, vector.bytes)};
  expect_told(stage, {.shim = shim, .container = answer_to_create.id()},
              fill_in(vector.record, stage.places()), told);
}

std::string told_step(const OptionsVector& vector) {
  if (vector.type.empty()) return "the shim was told no options, and none are in the record";
  return "the shim was told " + vector.type + " " + vector.fields.dump() + ", which is " +
         hexadecimal(vector.bytes) + ", and so it is in the record";
}

Case case_of(const OptionsVector& vector) {
  return make_case(
      {.area = "options",
       .name = vector.label,
       .purpose = vector.why,
       .requirement = vector.requirement,
       .steps = {start_step(vector), "put our shim on containerd's PATH as " + quoted(vector.shim),
                 "create a container with the runtime `optioned`: 201", "start it",
                 "containerd recorded the runtime " + quoted(vector.record), told_step(vector)},
       .needs = needs,
       .editions = vector.editions,
       .file = options_file,
       .line = vector.line},
      [vector](Stage& stage) { perform(stage, vector); });
}

struct OfAPath {
  std::string label;
  std::string runtime;
  bool crun;
};

Case engines_own(const OfAPath& one) {
  return make_case(
      {.area = "options",
       .name = one.label,
       .purpose = "For an OCI runtime, runc's shim is told which one and where its state is, and "
                  "nothing else.",
       .requirement = "OPT-001",
       .steps = {"put our shim where containerd finds runc's",
                 "run a container with the runtime `" + one.runtime + "`",
                 "the shim was told BinaryName and Root, and so it is in the record"},
       .needs = needs},
      [one](Stage& stage) {
        const auto shim = stage.install_shim("io.containerd.runc.v2");
        const std::string id = run_to_its_end(stage, {.runtime = one.runtime});
        const std::string binary = one.crun ? stage.places().crun : "runc";
        expect_told(stage, {.shim = shim, .container = id}, "io.containerd.runc.v2",
                    {.record = HasOnlyTheEnginesOwnOptions(binary),
                     .testimony = HasOnlyTheEnginesOwnOptions(binary)});
      });
}

Case two_of_one_type() {
  return make_case(
      {.area = "options",
       .name = "TwoEntriesOfOneType",
       .purpose = "Two entries may name one shim, each with options of its own.",
       .requirement = "OPT-011",
       .steps = {"start an engine with two runtimes of one runtimeType and two ConfigPaths",
                 "put our shim on containerd's PATH under that name",
                 "run a container with each runtime",
                 "containerd recorded each with its own ConfigPath", "and so the shim was told"},
       .needs = needs},
      [](Stage& stage) {
        const std::string type = "io.containerd.shared.v1";
        fixtures::EngineConfiguration configuration;
        for (const char* name : {"one", "two"}) {
          configuration.runtimes[name] = {{"runtimeType", type},
                                          {"options", {{"ConfigPath", std::string("/") + name}}}};
        }
        stage.use_engine_configured(configuration);
        const auto shim = stage.install_shim(type);
        run_to_its_end(stage, {.runtime = "one"});
        run_to_its_end(stage, {.runtime = "two", .name = stage.container_name() + "-two"});
        const auto records_made_in_containerd = stage.recorded();
        EXPECT_THAT(records_made_in_containerd,
                    ElementsAre(AllOf(HasRuntime(type), HasConfigPath("/one")),
                                AllOf(HasRuntime(type), HasConfigPath("/two"))));
        const auto testimony_of_the_shim = stage.testimony_of(shim);
        EXPECT_THAT(testimony_of_the_shim,
                    ElementsAre(HasConfigPath("/one"), HasConfigPath("/one"), HasConfigPath("/two"),
                                HasConfigPath("/two")));
      });
}

}  // namespace

std::vector<Case> options_cases() {
  std::vector<Case> cases = {
      engines_own({.label = "EnginesOwnForCrun", .runtime = "crun-by-path", .crun = true}),
      engines_own({.label = "EnginesOwnForRunc", .runtime = "runc", .crun = false}),
      engines_own({.label = "EnginesOwnForTheStockShim",
                   .runtime = "io.containerd.runc.v2",
                   .crun = false}),
      two_of_one_type()};
  for (const OptionsVector& vector : options_vectors()) cases.push_back(case_of(vector));
  return cases;
}

}  // namespace plimsoll::conformance
