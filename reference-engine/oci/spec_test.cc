#include "reference-engine/oci/spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::oci {
namespace {

using nlohmann::json;

json mount_at(const json& spec, const std::string& destination) {
  for (const auto& mount : spec["mounts"]) {
    if (mount["destination"] == destination) return mount;
  }
  return {};
}

bool has_namespace(const json& spec, const std::string& type) {
  for (const auto& each : spec["linux"]["namespaces"]) {
    if (each["type"] == type) return true;
  }
  return false;
}

TEST(Spec, HasDockersSecureDefaults) {
  const json config = spec({});
  EXPECT_EQ(config["process"]["capabilities"]["bounding"].size(), 14U);
  EXPECT_FALSE(config["process"]["capabilities"].contains("inheritable"));
  EXPECT_THAT(config["linux"]["maskedPaths"], testing::Contains("/proc/kcore"));
  EXPECT_THAT(config["linux"]["readonlyPaths"], testing::Contains("/proc/sys"));
  EXPECT_EQ(config["linux"]["seccomp"]["defaultAction"], "SCMP_ACT_ERRNO");
  EXPECT_EQ(config["linux"]["resources"]["devices"][0],
            (json{{"allow", false}, {"access", "rwm"}}));
  EXPECT_THAT(mount_at(config, "/sys")["options"], testing::Contains("ro"));
}

TEST(Spec, LeavesUnsetResourcesOut) {
  const json resources = spec({})["linux"]["resources"];
  for (const char* name : {"memory", "cpu", "pids", "blockIO"})
    EXPECT_FALSE(resources.contains(name)) << name;
}

TEST(Spec, TurnsCpusIntoAQuota) {
  ContainerSettings settings;
  settings.resources.nano_cpus = 1'500'000'000;
  EXPECT_EQ(spec(settings)["linux"]["resources"]["cpu"],
            (json{{"period", 100000}, {"quota", 150000}}));
}

TEST(Spec, IsOpenWhenPrivileged) {
  ContainerSettings settings;
  settings.privileged = true;
  const json config = spec(settings);
  EXPECT_FALSE(config["linux"].contains("seccomp"));
  EXPECT_FALSE(config["linux"].contains("maskedPaths"));
  EXPECT_EQ(config["linux"]["resources"]["devices"],
            json::array({{{"allow", true}, {"access", "rwm"}}}));
  EXPECT_THAT(mount_at(config, "/sys")["options"], testing::Contains("rw"));
}

TEST(Spec, GivesAnOrdinaryUserNoCapabilityToStartWith) {
  ContainerSettings settings;
  settings.process.user.uid = 1000;
  EXPECT_FALSE(spec(settings)["process"]["capabilities"].contains("effective"));
}

TEST(Spec, SharesTheHostsNamespacesWhereAsked) {
  ContainerSettings settings;
  EXPECT_TRUE(has_namespace(spec(settings), "network"));
  settings.host.network = true;
  EXPECT_FALSE(has_namespace(spec(settings), "network"));
}

TEST(Spec, LetsAMountReplaceADefaultOne) {
  ContainerSettings settings;
  settings.mounts = {{"/a/b", "bind", "/2", {"rbind"}},
                     {"/a", "bind", "/1", {"rbind"}},
                     {"/dev/shm", "bind", "/shm", {}}};
  const json mounts = spec(settings)["mounts"];
  EXPECT_EQ(mount_at({{"mounts", mounts}}, "/dev/shm")["source"], "/shm");
  EXPECT_EQ(mounts[mounts.size() - 2]["destination"], "/a/b");
  EXPECT_EQ(mounts[mounts.size() - 3]["destination"], "/a");
}

}  // namespace
}  // namespace plimsoll::oci
