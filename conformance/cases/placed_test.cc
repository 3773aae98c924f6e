#include "conformance/cases/placed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/remains.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

TEST(Placed, IsThereAndGoesAgainWithItsDirectories) {
  const auto sandbox = fixtures::Sandbox::start();
  const fs::path at = sandbox->directory() / "deep" / "down" / "shim";
  for (const Kind kind : {Kind::directory, Kind::not_executable, Kind::empty, Kind::failing,
                          Kind::link, Kind::link_to_itself, Kind::pipe}) {
    {
      const Placed placed(*sandbox, {.at = at, .kind = kind, .to = "/bin/true"});
      EXPECT_TRUE(fs::exists(fs::symlink_status(sandbox->from_outside(at))));
    }
    EXPECT_FALSE(fs::exists(sandbox->directory() / "deep")) << static_cast<int>(kind);
  }
}

TEST(Placed, CanBeAMount) {
  const auto sandbox = fixtures::Sandbox::start();
  const fs::path at = sandbox->directory() / "deep" / "mounted";
  {
    const Placed placed(*sandbox, {.at = at, .kind = Kind::mount, .to = "/bin/true"});
    EXPECT_THAT(mounts_in(*sandbox), testing::Contains(at.string()));
  }
  EXPECT_THAT(mounts_in(*sandbox), testing::Not(testing::Contains(at.string())));
  EXPECT_FALSE(fs::exists(sandbox->directory() / "deep"));
}

TEST(Placed, TakesNobodysPlace) {
  const auto sandbox = fixtures::Sandbox::start();
  const fs::path at = sandbox->directory() / "shim";
  const Placed placed(*sandbox, {.at = at, .kind = Kind::empty});
  EXPECT_THROW(Placed(*sandbox, {.at = at, .kind = Kind::directory}), Error);
}

TEST(Remains, AreBundlesAndMountsOfTheContainer) {
  const auto sandbox = fixtures::Sandbox::start();
  const WhereToLook where{.containerd_namespace = "moby-engine0",
                          .engine = sandbox->directory() / "engine0",
                          .container = "c0ffee"};
  EXPECT_THAT(remains_of(*sandbox, where), testing::IsEmpty());
  const fs::path bundle = sandbox->scratch() / "containerd" / "state" /
                          "io.containerd.runtime.v2.task" / "moby-engine0" / "c0ffee";
  const Placed placed(*sandbox, {.at = bundle, .kind = Kind::directory});
  EXPECT_THAT(remains_of(*sandbox, where), testing::ElementsAre(bundle.string()));
}

TEST(Mounts, OfTheSandboxAreItsOwn) {
  const auto sandbox = fixtures::Sandbox::start();
  EXPECT_THAT(mounts_in(*sandbox), testing::Contains(sandbox->scratch().string()));
}

}  // namespace
}  // namespace plimsoll::conformance
