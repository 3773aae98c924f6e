// Names that must be refused: nothing is created, nothing is executed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/vectors/vectors.h"

namespace plimsoll::conformance {
namespace {

const std::vector<Need> needs = {Need::witness, Need::containerd};

void refuse(Stage& stage, const NameVector& vector) {
  const std::string name = fill_in(vector.name, stage.places());
  stage.plant_canaries(name);
  const Answer list_before = stage.list();
  const Answer answer_to_create = stage.create({.runtime = name});
  EXPECT_THAT(answer_to_create, Answered(400));
  // An engine that took the name is asked to go on with it: whether the canary runs is what tells
  // a wrong answer from a hole.
  if (const std::string id = answer_to_create.id(); !id.empty()) stage.start(id);
  expect_nothing_came_of_it(stage, list_before);
}

Case refusal_of(const NameVector& vector) {
  return make_case(
      {.area = "refusal",
       .name = vector.label,
       .purpose = "A name is refused, and nothing comes of it: " + vector.why + ".",
       .requirement = vector.requirement,
       .steps = {"plant a canary wherever containerd could be led by the name",
                 "create a container with that runtime: 400",
                 "the engine knows and lists no such container", "containerd was told nothing",
                 "no canary, shim or OCI runtime was executed"},
       .needs = needs,
       .editions = vector.editions,
       .file = names_file,
       .line = vector.line},
      [&vector](Stage& stage) { refuse(stage, vector); });
}

struct OtherType {
  const char* label;
  const char* what;
  nlohmann::json value;
};

Case refusal_of_type(const OtherType& other) {
  return make_case(
      {.area = "refusal",
       .name = other.label,
       .purpose =
           std::string("A runtime that is ") + other.what + " instead of a string is refused.",
       .requirement = "REF-006",
       .steps = {"create a container whose HostConfig.Runtime is not a string: an error",
                 "nothing was created, recorded or executed"},
       .needs = needs},
      [value = other.value](Stage& stage) {
        const Answer list_before = stage.list();
        const Answer answer_to_create = stage.create_with_body(
            {{"Image", our_image}, {"HostConfig", {{"Runtime", value}, {"NetworkMode", "none"}}}});
        EXPECT_THAT(answer_to_create, AnsweredWithAnError());
        expect_nothing_came_of_it(stage, list_before);
      });
}

Case message_names_the_runtime() {
  return make_case({.area = "refusal",
                    .name = "MessageNamesTheRuntime",
                    .purpose = "A refusal says which runtime it is about, in a JSON object.",
                    .requirement = "REF-007",
                    .steps = {"create a container with the runtime `/no/such.runtime`: 400",
                              "the body is an object whose `message` contains that name"}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = "/no/such.runtime"});
                     EXPECT_THAT(answer_to_create, AnsweredSaying(400, "/no/such.runtime"));
                   });
}

}  // namespace

std::vector<Case> refusal_cases() {
  std::vector<Case> cases;
  for (const NameVector& vector : name_vectors()) {
    if (vector.outcome == NameOutcome::refused) cases.push_back(refusal_of(vector));
  }
  for (const OtherType& other :
       {OtherType{"NumberInsteadOfName", "a number", 5},
        OtherType{"ListInsteadOfName", "a list", nlohmann::json::array({"runc"})},
        OtherType{"ObjectInsteadOfName", "an object", {{"Name", "runc"}}},
        OtherType{"BooleanInsteadOfName", "a boolean", true}}) {
    cases.push_back(refusal_of_type(other));
  }
  cases.push_back(message_names_the_runtime());
  return cases;
}

}  // namespace plimsoll::conformance
