#include "reference-engine/oci/seccomp.h"

#include <gtest/gtest.h>

namespace plimsoll::oci {
namespace {

using nlohmann::json;

const std::vector<std::string> kNone;

json rules_of(const std::string& syscall, const std::vector<std::string>& capabilities) {
  json actions = json::array();
  const json compiled = compile_seccomp(default_seccomp_profile(), {capabilities});
  for (const auto& rule : compiled["syscalls"]) {
    for (const auto& name : rule["names"]) {
      if (name == syscall) actions.push_back(rule["action"]);
    }
  }
  return actions;
}

TEST(Seccomp, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(compile_seccomp(default_seccomp_profile(), {kNone})["defaultAction"], "SCMP_ACT_ERRNO");
}

TEST(Seccomp, AllowsOrdinaryCalls) { EXPECT_EQ(rules_of("read", {}), json({"SCMP_ACT_ALLOW"})); }

TEST(Seccomp, AllowsACallThatItsCapabilityCovers) {
  EXPECT_EQ(rules_of("init_module", {}), json({"SCMP_ACT_ERRNO"}));
  EXPECT_EQ(rules_of("init_module", {"CAP_SYS_MODULE"}), json({"SCMP_ACT_ALLOW"}));
}

TEST(Seccomp, LeavesOtherArchitecturesOut) {
  EXPECT_EQ(rules_of("s390_pci_mmio_read", {}), json::array());
}

TEST(Seccomp, LeavesAnInterfaceOutThatTheKernelDoesNotHave) {
  const auto architectures = [](const json& profile, bool kernel_has_x32) {
    return compile_seccomp(
        profile, {.capabilities = kNone, .kernel_has_x32 = kernel_has_x32})["architectures"];
  };
  json with = architectures(default_seccomp_profile(), true);
  std::erase(with.get_ref<json::array_t&>(), json("SCMP_ARCH_X32"));
  EXPECT_EQ(architectures(default_seccomp_profile(), false), with);
  json own = default_seccomp_profile();
  own["architectures"] = {"SCMP_ARCH_X32"};
  EXPECT_EQ(architectures(own, false), own["architectures"]) << "what is spelt out is meant";
}

TEST(Seccomp, LeavesDockersOwnWordsOut) {
  const json compiled = compile_seccomp(default_seccomp_profile(), {kNone});
  for (const auto& rule : compiled["syscalls"]) {
    for (const char* word : {"includes", "excludes", "comment", "errno"})
      EXPECT_FALSE(rule.contains(word));
  }
}

}  // namespace
}  // namespace plimsoll::oci
