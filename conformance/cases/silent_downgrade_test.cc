#include "conformance/cases/silent_downgrade.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const nlohmann::json accepted = {{"Id", "x"}, {"Warnings", nlohmann::json::array()}};

nlohmann::json shown(const std::string& runtime) {
  return {{"HostConfig", {{"Runtime", runtime}}}};
}

std::string named(const std::string& asked, const nlohmann::json& inspection,
                  const nlohmann::json& answer = accepted) {
  return silent_downgrade({.asked = asked, .answer_to_create = answer, .inspection = inspection});
}

TEST(SilentDowngrade, IsToAcceptARuntimeAndRunThePlainOne) {
  EXPECT_EQ(named("io.containerd.kata.v2", shown("oci")),
            "silent downgrade of isolation: `io.containerd.kata.v2` was asked for and accepted "
            "without a warning, and the container's runtime is `oci`");
  EXPECT_THAT(named("/no/such/path", shown("runc")), HasSubstr("silent downgrade"));
}

TEST(SilentDowngrade, IsNotToRunWhatWasAskedFor) {
  EXPECT_THAT(named("io.containerd.kata.v2", shown("io.containerd.kata.v2")), IsEmpty());
  for (const char* plain : {"", "runc", "io.containerd.runc.v2"}) {
    EXPECT_THAT(named(plain, shown("oci")), IsEmpty());
  }
}

TEST(SilentDowngrade, IsNotToRunAnotherThatIsNoPlainOneEither) {
  EXPECT_THAT(named("kata", shown("io.containerd.kata.v2")), IsEmpty());
}

TEST(SilentDowngrade, IsNotSilentWithAWarning) {
  EXPECT_THAT(named("kata", shown("oci"), {{"Id", "x"}, {"Warnings", {"kata is ignored"}}}),
              IsEmpty());
}

TEST(SilentDowngrade, IsNotClaimedOfAnEngineThatDoesNotSay) {
  for (const nlohmann::json& inspection :
       {nlohmann::json(), nlohmann::json::array(), nlohmann::json::object(),
        nlohmann::json{{"HostConfig", {{"Runtime", 5}}}}}) {
    EXPECT_THAT(named("kata", inspection), IsEmpty());
  }
}

}  // namespace
}  // namespace plimsoll::conformance
