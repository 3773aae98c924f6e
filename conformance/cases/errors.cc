// Refusals and failures: how they are told, and what is left of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Eq;
using testing::IsEmpty;
using testing::StartsWith;

const std::vector<Need> needs_to_look = {Need::witness, Need::containerd, Need::image};

Case told_as_json(const char* label, const std::string& name) {
  return make_case({.area = "errors",
                    .name = label,
                    .purpose = "Clients read a refusal with a parser.",
                    .requirement = "ERR-001",
                    .steps = {"create a container with the runtime `" + name + "`: 400",
                              "the content type is application/json",
                              "the body is an object with a `message` that is a string"}},
                   [name](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = name});
                     EXPECT_THAT(answer_to_create, AnsweredWithAMessage(400));
                     const auto content_type = answer_to_create.content_type;
                     EXPECT_THAT(content_type, StartsWith("application/json"));
                     const auto message = answer_to_create.at("/message");
                     EXPECT_TRUE(message.is_string());
                   });
}

Case name_is_free() {
  return make_case({.area = "errors",
                    .name = "NameIsFreeAfterARefusal",
                    .purpose = "Who is refused may try again under the same name.",
                    .requirement = "ERR-002",
                    .steps = {"create a container with a path as its runtime: 400",
                              "create one of the same name with `runc`: 201"},
                    .needs = {Need::image}},
                   [](Stage& stage) {
                     const Answer refusal = stage.create({.runtime = "/no/such.runtime"});
                     EXPECT_THAT(refusal, Answered(400));
                     const Answer answer_to_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_create, Answered(201));
                   });
}

void expect_nothing_left(Stage& stage, const std::string& id,
                         const std::vector<std::string>& mounts_before) {
  const auto records_in_containerd = stage.records_now();
  EXPECT_THAT(records_in_containerd, IsEmpty());
  const auto left_of_the_container = stage.remains_of(id);
  EXPECT_THAT(left_of_the_container, IsEmpty());
  const auto mounts_after = stage.mounts();
  EXPECT_THAT(mounts_after, testing::ContainerEq(mounts_before));
}

Case nothing_left_of_a_failed_start(const char* label, const std::string& runtime,
                                    std::vector<Edition> editions) {
  return make_case({.area = "errors",
                    .name = label,
                    .purpose = "A start under `" + runtime + "` fails without a trace.",
                    .requirement = "ERR-003",
                    .steps = {"create a container with that runtime: 201", "start it: an error",
                              "containerd holds no record of it",
                              "no bundle is left, and the mounts are what they were"},
                    .needs = {Need::witness, Need::containerd, Need::image, Need::configuration},
                    .editions = std::move(editions)},
                   [runtime](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = runtime});
                     EXPECT_THAT(answer_to_create, Answered(201));
                     const auto mounts_before = stage.mounts();
                     const Answer answer_to_start = stage.start(answer_to_create.id());
                     EXPECT_THAT(answer_to_start, AnsweredWithAnError());
                     expect_nothing_left(stage, answer_to_create.id(), mounts_before);
                   });
}

Case removed_by_itself() {
  return make_case(
      {.area = "errors",
       .name = "RemovedByItselfAfterAFailedStart",
       .purpose = "A container that was to vanish at its end does, also if it never began.",
       .requirement = "ERR-004",
       .steps = {"create a container with `path-to-nothing` and AutoRemove: 201",
                 "start it: an error", "wait until it is removed", "inspect: 404",
                 "containerd holds no record of it"},
       .needs = {Need::witness, Need::containerd, Need::image, Need::configuration}},
      [](Stage& stage) {
        const std::string id =
            stage.create({.runtime = "path-to-nothing", .host = {{"AutoRemove", true}}}).id();
        const Answer answer_to_start = stage.start(id);
        EXPECT_THAT(answer_to_start, AnsweredWithAnError());
        // 200 when it is removed, 404 when it was already.
        stage.ask({.verb = "POST", .path = "/containers/" + id + "/wait?condition=removed"});
        const Answer inspection = stage.inspect(id);
        EXPECT_THAT(inspection, Answered(404));
        const auto records_in_containerd = stage.records_now();
        EXPECT_THAT(records_in_containerd, IsEmpty());
      });
}

struct Odd {
  const char* label;
  const char* what;
  std::string name;
};

Case carries_the_name(const Odd& odd) {
  return make_case(
      {.area = "errors",
       .name = std::string("MessageCarries") + odd.label,
       .purpose = std::string("The message about a name with ") + odd.what + " carries it whole.",
       .requirement = "ERR-005",
       .steps = {"create a container with such a runtime: 400",
                 "the body is JSON, and its `message` contains the name"}},
      [odd](Stage& stage) {
        const Answer answer_to_create = stage.create({.runtime = odd.name});
        EXPECT_THAT(answer_to_create, AnsweredSaying(400, odd.name));
      });
}

Case many_refusals() {
  return make_case({.area = "errors",
                    .name = "ManyRefusalsLeaveNothing",
                    .purpose = "Refusing costs the engine nothing that it does not give back.",
                    .requirement = "ERR-006",
                    .steps = {"ask a hundred times for a path as the runtime: 400 each time",
                              "the list is what it was, and the mounts are what they were",
                              "run a container under `runc`"},
                    .needs = needs_to_look},
                   [](Stage& stage) {
                     const Answer list_before = stage.list();
                     const auto mounts_before = stage.mounts();
                     int refused = 0;
                     for (int i = 0; i < 100; ++i) {
                       const std::string name = "/no/such.runtime" + std::to_string(i);
                       if (stage.create({.runtime = name}).status == 400) ++refused;
                     }
                     EXPECT_THAT(refused, Eq(100));
                     expect_nothing_came_of_it(stage, list_before);
                     const auto mounts_after = stage.mounts();
                     EXPECT_THAT(mounts_after, testing::ContainerEq(mounts_before));
                     run_to_its_end(stage, {.runtime = "runc"});
                   });
}

}  // namespace

std::vector<Case> errors_cases() {
  std::vector<Case> cases = {
      told_as_json("ToldAsJson", "/no/such.runtime"),
      told_as_json("ToldAsJsonWithoutDot", "nobody"),
      name_is_free(),
      nothing_left_of_a_failed_start("NothingLeftWithoutTheOciRuntime", "path-to-nothing", {}),
      nothing_left_of_a_failed_start("NothingLeftWithoutTheShim", "io.containerd.left-nothing.v1",
                                     {Edition::from_2022, Edition::from_2023_plus}),
      removed_by_itself(),
      many_refusals()};
  for (const Odd& odd :
       {Odd{"Quotes", "quotes", "a \"quoted\" runtime"}, Odd{"Backslashes", "backslashes", "a\\nb"},
        Odd{"LineFeeds", "line feeds", "one\ntwo\r\nthree"},
        Odd{"ControlBytes", "control bytes", "bell\x07 and escape\x1b[31m"},
        Odd{"TenKilobytes", "ten kilobytes", std::string(10 * 1024, 'x')}}) {
    cases.push_back(carries_the_name(odd));
  }
  return cases;
}

}  // namespace plimsoll::conformance
