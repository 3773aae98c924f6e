// The rule in every version of the API, and what old versions could do besides.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Eq;

const std::vector<Need> needs_to_look = {Need::witness, Need::containerd};
const std::vector<Need> needs = {Need::image};
const std::vector<Need> needs_configuration = {Need::image, Need::crun, Need::configuration};

struct Version {
  const char* label;
  const char* words;
  std::string number;  // "oldest" and "newest": what the target says
};

const std::vector<Version>& versions() {
  static const std::vector<Version> all = {
      {"WithoutAVersion", "no version", ""}, {"InTheOldest", "the oldest version", "oldest"},
      {"In130", "version 1.30", "1.30"},     {"In140", "version 1.40", "1.40"},
      {"In144", "version 1.44", "1.44"},     {"InTheNewest", "the newest version", "newest"}};
  return all;
}

// From here on the stage speaks in it.
void speak(Stage& stage, const Version& version) {
  std::string number = version.number;
  const bool asks = number == "oldest" || number == "newest";
  if (asks) {
    const Answer told = stage.ask({.verb = "GET", .path = "/version"});
    const auto found = told.at(number == "oldest" ? "/MinAPIVersion" : "/ApiVersion");
    if (!found.is_string()) stage.stop();
    number = found.get<std::string>();
  }
  stage.speak_version(number);
}

Case refused_in(const Version& version) {
  return make_case(
      {.area = "api-versions",
       .name = std::string("PathRefused") + version.label,
       .purpose = std::string("A path is refused by a request in ") + version.words + ".",
       .requirement = "API-001",
       .steps = {"create a container with a path as its runtime, in that version: 400",
                 "nothing was created, recorded or executed"},
       .needs = needs_to_look},
      [version](Stage& stage) {
        const std::string name = stage.places().canaries + "/versioned.v1";
        stage.plant_canaries(name);
        const Answer list_before = stage.list();
        speak(stage, version);
        stage.look_from_here();  // dockerd asks runc for its version to tell its own
        const Answer answer_to_create = stage.create({.runtime = name});
        EXPECT_THAT(answer_to_create, Answered(400));
        if (!answer_to_create.id().empty()) stage.start(answer_to_create.id());
        stage.speak_version("1.41");
        expect_nothing_came_of_it(stage, list_before);
      });
}

Case taken_in(const Version& version) {
  return make_case({.area = "api-versions",
                    .name = std::string("StockTaken") + version.label,
                    .purpose = std::string("`runc` is taken and shown in ") + version.words + ".",
                    .requirement = "API-002",
                    .steps = {"create a container with `runc`, in that version: 201",
                              "inspect, in that version, shows `runc`"},
                    .needs = needs},
                   [version](Stage& stage) {
                     speak(stage, version);
                     const Answer answer_to_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const Answer inspection = stage.inspect(answer_to_create.id());
                     EXPECT_THAT(inspection, ShowsRuntime("runc"));
                   });
}

Case not_served(const char* label, const std::string& number) {
  return make_case({.area = "api-versions",
                    .name = label,
                    .purpose = "Version " + number + " is served by nobody, and creates nothing.",
                    .requirement = "API-003",
                    .steps = {"create a container with `runc` in version " + number + ": 400",
                              "nothing was created, recorded or executed"},
                    .needs = needs_to_look},
                   [number](Stage& stage) {
                     const Answer list_before = stage.list();
                     stage.speak_version(number);
                     const Answer answer_to_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_create, Answered(400));
                     stage.speak_version("1.41");
                     expect_nothing_came_of_it(stage, list_before);
                   });
}

Answer start_with(Stage& stage, const std::string& id, const nlohmann::json& body) {
  if (id.empty()) stage.stop();
  return stage.ask({.verb = "POST", .path = "/containers/" + id + "/start", .body = body});
}

Case start_body_refused() {
  return make_case({.area = "api-versions",
                    .name = "StartBodyIsRefused",
                    .purpose = "What a container is was said when it was created.",
                    .requirement = "API-004",
                    .steps = {"create a container with `crun-by-path`",
                              "start it with a HostConfig that names `runc`: 400",
                              "inspect: `created`, with `crun-by-path`"},
                    .needs = needs_configuration},
                   [](Stage& stage) {
                     const std::string id = stage.create({.runtime = "crun-by-path"}).id();
                     const Answer answer_to_start =
                         start_with(stage, id, {{"Runtime", "runc"}, {"NetworkMode", "none"}});
                     EXPECT_THAT(answer_to_start, AnsweredWithAMessage(400));
                     const Answer inspection = stage.inspect(id);
                     EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
                     EXPECT_THAT(inspection, ShowsStatus("created"));
                   });
}

Case old_start_body_changes_nothing(const char* label, const nlohmann::json& body) {
  return make_case({.area = "api-versions",
                    .name = label,
                    .purpose = "Not even an old client moves a container to another runtime.",
                    .requirement = "API-005",
                    .steps = {"create a container with `crun-by-path`",
                              "start it in version 1.23 with the HostConfig " + body.dump(),
                              "inspect shows `crun-by-path`"},
                    .needs = needs_configuration},
                   [body](Stage& stage) {
                     const std::string id = stage.create({.runtime = "crun-by-path"}).id();
                     stage.speak_version("1.23");
                     start_with(stage, id, body);
                     stage.speak_version("1.41");
                     const Answer inspection = stage.inspect(id);
                     EXPECT_THAT(inspection, ShowsRuntime("crun-by-path"));
                   });
}

Case top_level(const char* label, const char* requirement, bool beside_host_config) {
  return make_case(
      {.area = "api-versions",
       .name = label,
       .purpose = "A runtime is asked for in HostConfig and nowhere else.",
       .requirement = requirement,
       .steps = {beside_host_config
                     ? "create a container with `crun-by-path` at the body's top level, and a "
                       "HostConfig without a runtime: 201"
                     : "create a container with `crun-by-path` at the body's top level, and no "
                       "HostConfig: 201",
                 "inspect does not show `crun-by-path`"},
       .needs = needs_configuration},
      [beside_host_config](Stage& stage) {
        nlohmann::json body = {
            {"Image", our_image}, {"Cmd", {"/bin/true"}}, {"Runtime", "crun-by-path"}};
        if (beside_host_config) body["HostConfig"] = {{"NetworkMode", "none"}};
        const Answer answer_to_create = stage.create_with_body(body);
        EXPECT_THAT(answer_to_create, Answered(201));
        const Answer inspection = stage.inspect(answer_to_create.id());
        EXPECT_THAT(inspection, Answered(200));
        EXPECT_THAT(inspection, testing::Not(ShowsRuntime("crun-by-path")));
      });
}

}  // namespace

std::vector<Case> api_versions_cases() {
  std::vector<Case> cases;
  for (const Version& version : versions()) cases.push_back(refused_in(version));
  for (const char* label : {"WithoutAVersion", "InTheOldest", "InTheNewest"}) {
    for (const Version& version : versions()) {
      if (std::string_view(version.label) == label) cases.push_back(taken_in(version));
    }
  }
  cases.push_back(not_served("TooOldAVersion", "1.5"));
  cases.push_back(not_served("TooNewAVersion", "1.999"));
  cases.push_back(start_body_refused());
  cases.push_back(
      old_start_body_changes_nothing("OldStartBodyWithAPath", {{"Runtime", "/no/such.runtime"}}));
  cases.push_back(
      old_start_body_changes_nothing("OldStartBodyWithoutARuntime", {{"NetworkMode", "none"}}));
  cases.push_back(top_level("TopLevelBesideHostConfig", "API-006", true));
  cases.push_back(top_level("TopLevelWithoutHostConfig", "API-007", false));
  return cases;
}

}  // namespace plimsoll::conformance
