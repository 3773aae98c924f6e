// What inspect, list and info say agrees with what was asked and with what is configured.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::Eq;
using testing::Not;

// The names under Runtimes in what /info answered.
std::vector<std::string> runtimes_listed_in(const Answer& info) {
  std::vector<std::string> names;
  const auto runtimes = info.at("/Runtimes");
  for (const auto& [name, entry] : runtimes.items()) names.push_back(name);
  return names;
}

nlohmann::json path_of_runtime_in(const Answer& info, const std::string& name) {
  const auto runtimes = info.at("/Runtimes");
  return runtimes.contains(name) ? runtimes[name].value("path", nlohmann::json())
                                 : nlohmann::json();
}

Case inspect_shows_what_was_asked() {
  return make_case({.area = "agreement",
                    .name = "InspectShowsWhatWasAsked",
                    .purpose = "Inspect shows the configured name, not what it stands for.",
                    .requirement = "AGR-001",
                    .steps = {"create a container with the runtime `runc-by-alias`",
                              "inspect shows `runc-by-alias`", "run it to its end",
                              "inspect still shows `runc-by-alias`"},
                    .needs = {Need::image, Need::runc, Need::configuration}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = "runc-by-alias"});
                     const std::string id = answer_to_create.id();
                     const Answer inspection_before_start = stage.inspect(id);
                     EXPECT_THAT(inspection_before_start, ShowsRuntime("runc-by-alias"));
                     const Answer answer_to_start = stage.start(id);
                     EXPECT_THAT(answer_to_start, Answered(204));
                     const Answer answer_to_wait = stage.wait(id);
                     EXPECT_THAT(answer_to_wait, Answered(200));
                     const Answer inspection_after_end = stage.inspect(id);
                     EXPECT_THAT(inspection_after_end, ShowsRuntime("runc-by-alias"));
                   });
}

Case info_lists_stock() {
  return make_case({.area = "agreement",
                    .name = "InfoListsStockRuntimes",
                    .purpose = "Both stock names are in the list of runtimes.",
                    .requirement = "AGR-002",
                    .steps = {"GET /info", "`runc` and `io.containerd.runc.v2` are in Runtimes"}},
                   [](Stage& stage) {
                     const auto runtimes_listed = runtimes_listed_in(stage.info());
                     EXPECT_THAT(runtimes_listed, Contains("runc"));
                     EXPECT_THAT(runtimes_listed, Contains("io.containerd.runc.v2"));
                   });
}

Case info_lists_configured() {
  return make_case({.area = "agreement",
                    .name = "InfoListsConfiguredRuntimes",
                    .purpose = "Every configured runtime is in the list, with its path.",
                    .requirement = "AGR-002",
                    .steps = {"GET /info", "each configured name is in Runtimes",
                              "each configured path is its path"},
                    .needs = {Need::configuration}},
                   [](Stage& stage) {
                     const Answer info = stage.info();
                     const auto runtimes_listed = runtimes_listed_in(info);
                     const auto configured = configured_runtimes(stage.places());
                     for (const auto& [name, entry] : configured.items()) {
                       EXPECT_THAT(runtimes_listed, Contains(name));
                       if (!entry.contains("path")) continue;
                       const auto path_listed = path_of_runtime_in(info, name);
                       EXPECT_THAT(path_listed, Eq(entry["path"]));
                     }
                   });
}

Case info_hides_implicit() {
  return make_case(
      {.area = "agreement",
       .name = "InfoDoesNotListShimsOnThePath",
       .purpose = "A shim that is merely installed is not in the list.",
       .requirement = "AGR-003",
       .steps = {"put a shim on containerd's PATH", "GET /info", "its name is not in Runtimes"},
       .needs = {Need::witness, Need::testimony}},
      [](Stage& stage) {
        stage.install_shim("io.containerd.unlisted.v1");
        const auto runtimes_listed = runtimes_listed_in(stage.info());
        EXPECT_THAT(runtimes_listed, Not(Contains("io.containerd.unlisted.v1")));
      });
}

Case info_names_default(const std::string& label, const std::string& default_runtime) {
  const bool configured = default_runtime != "runc";
  return make_case(
      {.area = "agreement",
       .name = label,
       .purpose = "The default runtime that is shown is the one that is used.",
       .requirement = "AGR-004",
       .steps = {"GET /info of an engine whose default runtime is `" + default_runtime + "`",
                 "DefaultRuntime is that"},
       .needs = {Need::configuration}},
      [default_runtime, configured](Stage& stage) {
        if (configured) stage.use_engine_with_default(default_runtime);
        const auto default_runtime_shown = stage.info().at("/DefaultRuntime");
        EXPECT_THAT(default_runtime_shown, Eq(default_runtime));
      });
}

Case list_shows_the_container() {
  return make_case({.area = "agreement",
                    .name = "ListShowsTheContainer",
                    .purpose = "What create promised is in the list.",
                    .requirement = "AGR-005",
                    .steps = {"create a container under `runc`: 201",
                              "list all containers: its id is there once"},
                    .needs = {Need::image}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     std::vector<std::string> ids_listed;
                     const auto containers = stage.list().json();
                     for (const auto& container : containers) {
                       ids_listed.push_back(container.value("Id", ""));
                     }
                     EXPECT_THAT(ids_listed, testing::ContainerEq(
                                                 std::vector<std::string>{answer_to_create.id()}));
                   });
}

}  // namespace

std::vector<Case> agreement_cases() {
  return {inspect_shows_what_was_asked(),
          info_lists_stock(),
          info_lists_configured(),
          info_hides_implicit(),
          info_names_default("InfoNamesTheDefault", "runc"),
          info_names_default("InfoNamesTheConfiguredDefault", "crun-by-path"),
          list_shows_the_container()};
}

}  // namespace plimsoll::conformance
