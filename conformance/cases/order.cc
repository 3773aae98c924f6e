// A refused runtime is what the client hears about, whatever else is wrong with the request.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

constexpr const char* refused_name = "/no/such.runtime";
constexpr const char* missing_image = "plimsoll/no-such-image:latest";

Case before_missing_image() {
  return make_case({.area = "order",
                    .name = "RefusalBeforeMissingImage",
                    .purpose = "A refused runtime is told before a missing image is.",
                    .requirement = "ORD-001",
                    .steps = {"create a container with a refused runtime and an image that is not "
                              "there: 400, not 404",
                              "the message is about the runtime"}},
                   [](Stage& stage) {
                     const Answer answer_to_create =
                         stage.create({.runtime = refused_name, .image = missing_image});
                     EXPECT_THAT(answer_to_create, AnsweredSaying(400, refused_name));
                   });
}

Case before_name_conflict() {
  return make_case({.area = "order",
                    .name = "RefusalBeforeNameConflict",
                    .purpose = "A refused runtime is told before a container's name that is taken.",
                    .requirement = "ORD-002",
                    .steps = {"create a container: 201",
                              "create one of the same name with a refused runtime: 400, not 409",
                              "the first container is still there"},
                    .needs = {Need::image}},
                   [](Stage& stage) {
                     const Answer answer_to_first_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_first_create, Answered(201));
                     const Answer answer_to_create = stage.create({.runtime = refused_name});
                     EXPECT_THAT(answer_to_create, AnsweredSaying(400, refused_name));
                     const Answer inspection = stage.inspect(stage.container_name());
                     EXPECT_THAT(inspection, ShowsRuntime("runc"));
                   });
}

Case name_conflict_alone() {
  return make_case({.area = "order",
                    .name = "NameConflictWithGoodRuntime",
                    .purpose = "With a good runtime the name that is taken is what is told.",
                    .requirement = "ORD-002",
                    .steps = {"create a container: 201", "create one of the same name: 409"},
                    .needs = {Need::image}},
                   [](Stage& stage) {
                     const Answer answer_to_first_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_first_create, Answered(201));
                     const Answer answer_to_create = stage.create({.runtime = "runc"});
                     EXPECT_THAT(answer_to_create, Answered(409));
                   });
}

Case missing_image_alone() {
  return make_case({.area = "order",
                    .name = "MissingImageWithGoodRuntime",
                    .purpose = "With a good runtime the missing image is what is told.",
                    .requirement = "ORD-001",
                    .steps = {"create a container with runtime `runc` and an image that is not "
                              "there: 404"}},
                   [](Stage& stage) {
                     const Answer answer_to_create =
                         stage.create({.runtime = "runc", .image = missing_image});
                     EXPECT_THAT(answer_to_create, Answered(404));
                   });
}

}  // namespace

std::vector<Case> order_cases() {
  return {before_missing_image(), missing_image_alone(), before_name_conflict(),
          name_conflict_alone()};
}

}  // namespace plimsoll::conformance
