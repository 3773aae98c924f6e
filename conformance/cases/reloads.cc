// A configuration is read again while the engine serves: the entries of reloads.json, and several
// reloads one after the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/known_runtimes.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Not;

bool is_refused(const ReloadVector& vector) {
  return vector.outcome == ReloadVector::Outcome::refused;
}

std::vector<std::string> steps_of(const ReloadVector& vector) {
  std::vector<std::string> steps = {start_step(vector)};
  steps.push_back(vector.then_daemon_json
                      ? "have it read " + quoted(*vector.then_daemon_json) + " instead (SIGHUP)"
                      : "have it read the file again (SIGHUP), which is gone");
  if (is_refused(vector)) {
    steps.push_back(vector.says.empty()
                        ? "its log tells that this was refused"
                        : "its log tells that this was refused: " + quoted(vector.says));
  } else {
    steps.push_back("its `reload` event tells that this took effect");
  }
  for (const auto& [key, text] : vector.event) {
    steps.push_back("the event's attribute `" + key + "` names " + quoted(text));
  }
  for (std::string& step : steps_of(vector.known)) steps.push_back(std::move(step));
  return steps;
}

void perform(Stage& stage, const ReloadVector& vector) {
  const Places places = stage.places();
  stage.use_engine_configured(configuration_of(vector, places));
  std::optional<std::string> daemon_json = vector.then_daemon_json;
  if (daemon_json) daemon_json = fill_in(*daemon_json, places);
  const fixtures::Reload reload = stage.reload(daemon_json);
  if (is_refused(vector)) {
    EXPECT_THAT(reload, WasRefusedSaying(vector.says));
  } else {
    EXPECT_THAT(reload, TookEffect());
  }
  for (const auto& [key, text] : vector.event) {
    EXPECT_THAT(reload, HasAttribute(key, fill_in(text, places)));
  }
  if (reload.end == fixtures::Reload::End::ended) stage.stop();
  expect_known(stage, vector.known);
}

Case case_of(const ReloadVector& vector) {
  return make_case({.area = "reload",
                    .name = vector.label,
                    .purpose = vector.why,
                    .requirement = vector.requirement,
                    .steps = steps_of(vector),
                    .needs = needs_of(vector.known),
                    .editions = vector.editions,
                    .file = reloads_file,
                    .line = vector.line},
                   [vector](Stage& stage) { perform(stage, vector); });
}

// --- one after the other

std::vector<Need> needs_of_running() {
  return {Need::configuration, Need::containerd, Need::image, Need::witness, Need::crun};
}

std::string only(const std::string& name, const std::string& path) {
  return nlohmann::json{{"runtimes", {{name, {{"path", path}}}}}}.dump();
}

Case last_one_counts() {
  return make_case({.area = "reload",
                    .name = "LastOneCounts",
                    .purpose = "Of several reloads in a row the last one is in force.",
                    .requirement = "RLD-025",
                    .steps = {"reload three configurations, one after the other",
                              "only what the last one names is known"},
                    .needs = needs_of_running()},
                   [](Stage& stage) {
                     stage.use_engine_configured({});
                     for (const char* name : {"a", "b", "c"}) {
                       reload_into_effect(stage, only(name, stage.places().crun));
                     }
                     expect_known(stage, {.names = {{"a", NameUse::refused},
                                                    {"b", NameUse::refused},
                                                    {"c", NameUse::run_by_crun}},
                                          .default_runtime = "runc",
                                          .paths = {}});
                   });
}

Case good_after_bad() {
  return make_case(
      {.area = "reload",
       .name = "AGoodOneAfterABadOne",
       .purpose = "An engine that has refused a configuration takes the next one.",
       .requirement = "RLD-025",
       .steps = {"reload a configuration that is no JSON: it is refused",
                 "reload one that is: it takes effect", "what it names is known"},
       .needs = needs_of_running()},
      [](Stage& stage) {
        stage.use_engine_configured({});
        const fixtures::Reload reload_of_no_json = stage.reload("{");
        EXPECT_THAT(reload_of_no_json, WasRefusedSaying(""));
        reload_into_effect(stage, only("x", stage.places().crun));
        expect_known(stage,
                     {.names = {{"x", NameUse::run_by_crun}}, .default_runtime = {}, .paths = {}});
      });
}

Case refused_without_an_event() {
  return make_case({.area = "reload",
                    .name = "RefusedWithoutAnEvent",
                    .purpose = "Who listens is not told of what did not happen.",
                    .requirement = "RLD-026",
                    .steps = {"reload a configuration that is refused",
                              "no `reload` is among the engine's events"},
                    .needs = {Need::configuration, Need::image}},
                   [](Stage& stage) {
                     stage.use_engine_configured({});
                     const fixtures::Reload reload =
                         stage.reload(R"({"runtimes": {"runc": {"path": "/x"}}})");
                     EXPECT_THAT(reload, WasRefusedSaying("runc"));
                     const Answer events = stage.events();
                     EXPECT_THAT(events, Answered(200));
                     EXPECT_THAT(events.body, Not(testing::HasSubstr("\"reload\"")));
                   });
}

}  // namespace

std::vector<Case> reload_cases() {
  std::vector<Case> cases = {last_one_counts(), good_after_bad(), refused_without_an_event()};
  for (const ReloadVector& vector : reload_vectors()) cases.push_back(case_of(vector));
  return cases;
}

}  // namespace plimsoll::conformance
