// What inspect, info and version tell of runtimes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::Eq;
using testing::Not;

const std::vector<Need> needs = {Need::image};
const std::vector<Need> needs_configuration = {Need::image, Need::configuration};

std::vector<std::string> runtimes_listed_in(const Answer& info) {
  std::vector<std::string> names;
  const auto runtimes = info.at("/Runtimes");
  for (const auto& [name, entry] : runtimes.items()) names.push_back(name);
  return names;
}

Case by_every_reference() {
  return make_case(
      {.area = "views",
       .name = "InspectByEveryReference",
       .purpose = "It is the same container however it is called.",
       .requirement = "VIEW-004",
       .steps = {"create a container with `runc-by-alias`",
                 "inspect by id, by the id's beginning, by name: `runc-by-alias`"},
       .needs = needs_configuration},
      [](Stage& stage) {
        const std::string id = stage.create({.runtime = "runc-by-alias"}).id();
        for (const std::string& reference : {id, id.substr(0, 12), stage.container_name()}) {
          const Answer inspection = stage.inspect(reference);
          EXPECT_THAT(inspection, ShowsRuntime("runc-by-alias"));
        }
      });
}

Case info_shows_what_was_configured() {
  return make_case(
      {.area = "views",
       .name = "InfoShowsPathAndArguments",
       .purpose = "How the engine adds the arguments is its own affair.",
       .requirement = "VIEW-005",
       .steps = {"GET /info", "`crun-with-arguments` has the path and the arguments configured"},
       .needs = {Need::configuration}},
      [](Stage& stage) {
        const Answer info = stage.info();
        const auto configured = configured_runtimes(stage.places()).at("crun-with-arguments");
        const auto path_listed = info.at("/Runtimes/crun-with-arguments/path");
        EXPECT_THAT(path_listed, Eq(configured.at("path")));
        const auto arguments = info.at("/Runtimes/crun-with-arguments/runtimeArgs");
        EXPECT_THAT(arguments, Eq(configured.at("runtimeArgs")));
      });
}

Case info_names_a_shim_as_default() {
  return make_case({.area = "views",
                    .name = "InfoNamesAShimAsTheDefault",
                    .purpose = "The default is told by its name, and the list is of entries.",
                    .requirement = "VIEW-006",
                    .steps = {"start an engine whose default runtime is a shim's name",
                              "GET /info: DefaultRuntime is that name", "it is not in Runtimes"},
                    .needs = {Need::configuration}},
                   [](Stage& stage) {
                     const std::string runtime = "io.containerd.default-shim.v1";
                     stage.use_engine_with_default(runtime);
                     const Answer info = stage.info();
                     const auto default_runtime_shown = info.at("/DefaultRuntime");
                     EXPECT_THAT(default_runtime_shown, Eq(runtime));
                     const auto runtimes_listed = runtimes_listed_in(info);
                     EXPECT_THAT(runtimes_listed, Not(Contains(runtime)));
                   });
}

Case answers_whatever_the_default(const char* label, const std::string& runtime,
                                  std::vector<Edition> editions) {
  return make_case(
      {.area = "views",
       .name = label,
       .purpose = "An engine with the default `" + runtime + "` tells what it is.",
       .requirement = "VIEW-007",
       .steps = {"start an engine with that default runtime", "GET /info and GET /version: 200"},
       .needs = {Need::configuration},
       .editions = std::move(editions)},
      [runtime](Stage& stage) {
        stage.use_engine_with_default(runtime);
        const Answer info = stage.info();
        EXPECT_THAT(info, Answered(200));
        const Answer version = stage.ask({.verb = "GET", .path = "/version"});
        EXPECT_THAT(version, Answered(200));
      });
}

Case info_shows_the_type() {
  return make_case({.area = "views",
                    .name = "InfoShowsTheRuntimeType",
                    .purpose = "An alias that shows nothing cannot be told from a mistake.",
                    .requirement = "VIEW-008",
                    .steps = {"GET /info", "`alias-of-a-shim` has the runtimeType configured"},
                    .needs = {Need::configuration}},
                   [](Stage& stage) {
                     const auto runtime_type =
                         stage.info().at("/Runtimes/alias-of-a-shim/runtimeType");
                     EXPECT_THAT(runtime_type, Eq("io.containerd.aliased.v1"));
                   });
}

Case used_shim_is_not_listed() {
  return make_case({.area = "views",
                    .name = "InfoDoesNotListAShimInUse",
                    .purpose = "Having been used makes no entry of a shim's name.",
                    .requirement = "VIEW-009",
                    .steps = {"run a container under a shim of ours, by its name", "GET /info",
                              "the name is not in Runtimes"},
                    .needs = {Need::image, Need::runc, Need::testimony}},
                   [](Stage& stage) {
                     const std::string runtime = "io.containerd.in-use.v1";
                     stage.install_shim(runtime);
                     run_to_its_end(stage, {.runtime = runtime});
                     const auto runtimes_listed = runtimes_listed_in(stage.info());
                     EXPECT_THAT(runtimes_listed, Not(Contains(runtime)));
                   });
}

struct Odd {
  const char* label;
  const char* what;
  std::string name;
};

Case given_back_byte_for_byte(const Odd& odd) {
  return make_case(
      {.area = "views",
       .name = std::string("GivenBack") + odd.label,
       .purpose = std::string("A name with ") + odd.what + " is shown as it is.",
       .requirement = "VIEW-010",
       .steps = {"create a container with such a name: 201", "inspect shows it, byte for byte"},
       .needs = needs},
      [odd](Stage& stage) {
        const Answer answer_to_create = stage.create({.runtime = odd.name});
        EXPECT_THAT(answer_to_create, Answered(201));
        const Answer inspection = stage.inspect(answer_to_create.id());
        EXPECT_THAT(inspection, ShowsRuntime(odd.name));
      });
}

}  // namespace

std::vector<Case> views_cases() {
  std::vector<Case> cases = {
      by_every_reference(),
      info_shows_what_was_configured(),
      info_names_a_shim_as_default(),
      answers_whatever_the_default("AnswersWithADefaultThatIsNotThere", "path-to-nothing", {}),
      answers_whatever_the_default("AnswersWithAShimAsTheDefault", "io.containerd.default-shim.v1",
                                   {Edition::from_2023_plus}),
      info_shows_the_type(),
      used_shim_is_not_listed()};
  for (const Odd& odd : {Odd{"Quotes", "quotes", "io.\"quoted\".v1"},
                         Odd{"Backslashes", "backslashes", "io\\\\.back\\n.v1"},
                         Odd{"ControlBytes", "control bytes", "io.\x01\x1f.v\x7f"},
                         Odd{"Markup", "what a page would render", "io.<b>&amp;\".v1"},
                         Odd{"FourBytes", "a letter of four bytes", "io.\xF0\x9F\x9A\xA2.v1"}}) {
    cases.push_back(given_back_byte_for_byte(odd));
  }
  return cases;
}

}  // namespace plimsoll::conformance
