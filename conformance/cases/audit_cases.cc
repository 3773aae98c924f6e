// What can be told of an engine without making anything: safe on one that is in use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/audit.h"
#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::Eq;
using testing::Ge;

struct Asking {
  const char* label;
  const char* what;
  std::string name;
};

Case path_is_refused(const Asking& asking) {
  return make_audit_case(
      {.area = "audit",
       .name = std::string("Refuses") + asking.label,
       .purpose = std::string("Who reaches the API cannot name ") + asking.what + ".",
       .requirement = "AUD-001",
       .steps =
           {"ask for a container with the runtime `" + asking.name +
                "`, of an image that is nowhere",
            "the answer is 400, and the message names the runtime; a name that was taken would "
            "be answered with 404"}},
      [asking](Audit& audit) {
        const Answer answer = audit.would_take(asking.name);
        EXPECT_THAT(answer, AnsweredSaying(400, asking.name));
      });
}

// Of the form that containerd looks up: no slash, and something before a dot.
bool has_the_form_of_a_shims_name(const std::string& name) {
  const auto dot = name.find('.');
  return name.find('/') == std::string::npos && dot != std::string::npos && dot > 0;
}

Case default_is_known() {
  return make_audit_case(
      {.area = "audit",
       .name = "DefaultRuntimeIsKnown",
       .purpose = "What a container runs under that asks for nothing is plain to see.",
       .requirement = "AUD-002",
       .steps = {"GET /info", "DefaultRuntime is in Runtimes, or has the form of a shim's name"}},
      [](Audit& audit) {
        const Answer info = audit.info();
        const auto named = info.at("/DefaultRuntime");
        const std::string default_runtime = named.is_string() ? named.get<std::string>() : "";
        std::vector<std::string> runtimes_listed;
        const auto runtimes = info.at("/Runtimes");
        for (const auto& [name, entry] : runtimes.items()) runtimes_listed.push_back(name);
        if (has_the_form_of_a_shims_name(default_runtime)) return;
        EXPECT_THAT(runtimes_listed, Contains(default_runtime));
      });
}

// "1.24" -> 24; -1 for what is none.
int minor_of(const nlohmann::json& version) {
  const std::string text = version.is_string() ? version.get<std::string>() : "";
  if (!text.starts_with("1.")) return -1;
  return std::atoi(text.c_str() + 2);
}

Case no_start_bodies() {
  return make_audit_case({.area = "audit",
                          .name = "ServesNoVersionWithStartBodies",
                          .purpose = "In old versions a start could bring another runtime.",
                          .requirement = "AUD-003",
                          .steps = {"GET /version", "MinAPIVersion is 1.24 or newer"}},
                         [](Audit& audit) {
                           const int oldest_version_served =
                               minor_of(audit.version().at("/MinAPIVersion"));
                           EXPECT_THAT(oldest_version_served, Ge(24));
                         });
}

Case leaves_the_list() {
  return make_audit_case(
      {.area = "audit",
       .name = "AskingLeavesNothing",
       .purpose = "The audit itself is no change.",
       .requirement = "AUD-004",
       .steps = {"list all containers", "ask for `runc`: 404, as the image is nowhere",
                 "ask for a path: 400", "the number of containers is what it was"}},
      [](Audit& audit) {
        const auto containers_before = audit.info().at("/Containers");
        const Answer answer_about_runc = audit.would_take("runc");
        EXPECT_THAT(answer_about_runc, Answered(404));
        const Answer answer_about_a_path = audit.would_take("/no/such.runtime");
        EXPECT_THAT(answer_about_a_path, Answered(400));
        const auto containers_after = audit.info().at("/Containers");
        EXPECT_THAT(containers_after, Eq(containers_before));
      });
}

}  // namespace

std::vector<Case> audit_cases() {
  std::vector<Case> cases;
  for (const Asking& asking :
       {Asking{"AnAbsolutePath", "a program by its path", "/bin/true"},
        Asking{"AShimByItsPath", "a shim by its path", "/usr/bin/containerd-shim-runc-v2"},
        Asking{"ARelativePath", "a path below containerd's directory", "a/b.c"},
        Asking{"AParentsPath", "a path above containerd's directory", "../../bin/x.v1"},
        Asking{"ADottedPath", "a path that begins with a dot", "./io.containerd.runc.v2"},
        Asking{"APathInAName", "a path with a name behind it", "/tmp/io.containerd.runc.v2"},
        Asking{"ANameWithoutDot", "what containerd cannot read", "nobody-configured-this"}}) {
    cases.push_back(path_is_refused(asking));
  }
  cases.push_back(default_is_known());
  cases.push_back(no_start_bodies());
  cases.push_back(leaves_the_list());
  return cases;
}

}  // namespace plimsoll::conformance
