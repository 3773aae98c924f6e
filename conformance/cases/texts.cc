// The exact words of a refusal: clients and scripts match on them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

struct Wording {
  const char* label;
  const char* about;
  std::string name;
};

struct Generation {
  const char* requirement;
  const char* suffix;  // of the case's name
  std::string beginning;
};

Case exact_text(const Wording& wording, const Generation& generation) {
  return make_case({.area = "texts",
                    .name = std::string(wording.label) + generation.suffix,
                    .purpose = std::string("The message that refuses ") + wording.about +
                               " is exactly as clients know it.",
                    .requirement = generation.requirement,
                    .steps = {"create a container with that runtime: 400",
                              "the message is `" + generation.beginning + "` and the name"}},
                   [wording, generation](Stage& stage) {
                     const Answer answer_to_create = stage.create({.runtime = wording.name});
                     EXPECT_THAT(answer_to_create,
                                 AnsweredWithText(400, generation.beginning + wording.name));
                   });
}

Case not_a_string() {
  return make_case({.area = "texts",
                    .name = "NotAString",
                    .purpose = "A runtime of another type than a string is the client's mistake.",
                    .requirement = "TXT-003",
                    .steps = {"create a container whose HostConfig.Runtime is a number: 400",
                              "the body has a message"}},
                   [](Stage& stage) {
                     const Answer answer_to_create = stage.create_with_body(
                         {{"Image", our_image}, {"HostConfig", {{"Runtime", 5}}}});
                     EXPECT_THAT(answer_to_create, AnsweredWithAMessage(400));
                   });
}

}  // namespace

std::vector<Case> texts_cases() {
  std::vector<Case> cases;
  for (const Generation& generation :
       {Generation{"TXT-001", "", "unknown or invalid runtime name: "},
        Generation{"TXT-002", "BeforePassthrough", "Unknown runtime specified "}}) {
    for (const Wording& wording :
         {Wording{"AbsolutePath", "an absolute path", "/path/to/runc"},
          Wording{"RelativePath", "a relative path", "my/io.containerd.runc.v2"},
          Wording{"WithoutDot", "a name without a dot", "myshim"},
          Wording{"TrailingSpace", "a name with a space at its end, untrimmed", "runc "},
          Wording{"Unicode", "a name beyond ASCII, unquoted", "ランタイム"},
          Wording{"ControlByte", "a name with a control byte, unquoted", "a\tb"},
          Wording{"Nul", "a name with a NUL, whole", std::string("runc\0x", 6)}}) {
      cases.push_back(exact_text(wording, generation));
    }
  }
  cases.push_back(not_a_string());
  return cases;
}

}  // namespace plimsoll::conformance
