#include "conformance/runner/target.h"

#include <gtest/gtest.h>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

TEST(TargetName, IsAnEngineAndWhereItIs) {
  EXPECT_EQ(Target::parse("reference").kind, Target::Kind::reference);
  EXPECT_EQ(Target::parse("dockerd").path, "dockerd");
  EXPECT_EQ(Target::parse("podman=/opt/podman").path, "/opt/podman");
  EXPECT_EQ(Target::parse("unix:///run/x+containerd@sid").path, "/run/x+containerd@sid");
  EXPECT_EQ(Target::parse("defect=trims-names").defect, "trims-names");
}

TEST(TargetName, MayNameARelease) {
  const Target target = Target::parse("dockerd@trixie");
  EXPECT_EQ(target.kind, Target::Kind::dockerd);
  EXPECT_EQ(target.release, "trixie");
  EXPECT_EQ(target.containerd_release, "");
  EXPECT_EQ(Target::parse("dockerd=/opt/a@b").path, "/opt/a@b");
}

TEST(TargetName, MayNameAnotherContainerd) {
  EXPECT_EQ(Target::parse("reference+containerd@sid").containerd_release, "sid");
  const Target mixed = Target::parse("dockerd@trixie+containerd=/opt/containerd");
  EXPECT_EQ(mixed.release, "trixie");
  EXPECT_EQ(mixed.containerd, "/opt/containerd");
}

class NoTarget : public testing::TestWithParam<const char*> {};

TEST_P(NoTarget, IsRefused) { EXPECT_THROW((void)Target::parse(GetParam()), Error); }

INSTANTIATE_TEST_SUITE_P(Each, NoTarget,
                         testing::Values("", "dockerds", "dockerd=", "dockerd@", "dockerd@Trixie",
                                         "dockerd@../x", "unix://", "reference=/bin/x",
                                         "defect=", "defect@sid", "podman+containerd@sid",
                                         "dockerd+containerd", "dockerd+containerd@",
                                         "dockerd+containerds@sid"));

}  // namespace
}  // namespace plimsoll::conformance
