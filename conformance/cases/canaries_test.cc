#include "conformance/cases/canaries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdlib>

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const WhereContainerdLooks where{.working_directory = "/c"};

TEST(PathsLedTo, AnAbsolutePathLeadsToItself) {
  EXPECT_THAT(paths_led_to("/x/payload", where), Contains(fs::path("/x/payload")));
}

TEST(PathsLedTo, ARelativeOneStartsInContainerdsDirectory) {
  EXPECT_THAT(paths_led_to("a/b.c", where),
              ElementsAre("/c/a/b.c", "/c/a/containerd-shim-a/b-c", "/c/containerd-shim-a/b-c"));
}

TEST(PathsLedTo, DotsSpellAShim) {
  EXPECT_THAT(paths_led_to("./io.containerd.runc.v2", where),
              Contains(fs::path("/c/containerd-shim-runc-v2")));
  EXPECT_THAT(paths_led_to(".runc.v2", where), Contains(fs::path("/c/containerd-shim-runc-v2")));
}

TEST(PathsLedTo, WhatTheKernelCannotHoldLeadsNowhere) {
  EXPECT_THAT(paths_led_to(std::string("a\0/b.c", 6), where), IsEmpty());
  EXPECT_THAT(paths_led_to(std::string(10240, 'y'), where), IsEmpty());
}

class CanariesTest : public testing::Test {
 protected:
  CanariesTest() {
    std::string pattern = (fs::temp_directory_path() / "plimsoll-canaries-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
  }
  ~CanariesTest() override { fs::remove_all(directory_); }

  fs::path directory_;
};

TEST_F(CanariesTest, TellWhenTheyWereExecuted) {
  Canaries canaries(directory_);
  canaries.plant({directory_ / "a" / "b", directory_ / "c d"});
  EXPECT_THAT(canaries.executed(), IsEmpty());
  EXPECT_NE(std::system(("'" + (directory_ / "c d").string() + "' x").c_str()), 0);
  EXPECT_THAT(canaries.executed(), ElementsAre((directory_ / "c d").string()));
}

TEST_F(CanariesTest, AreNeverPlantedOutsideNorOverAFile) {
  Canaries canaries(directory_ / "inside");
  canaries.plant({"/bin/true", directory_ / "outside", directory_ / "inside/../outside",
                  directory_ / "inside/"});
  EXPECT_THAT(canaries.planted(), IsEmpty());
  EXPECT_FALSE(fs::exists(directory_ / "outside"));
}

TEST_F(CanariesTest, LeaveNothingBehind) {
  {
    Canaries canaries(directory_);
    canaries.plant({directory_ / "deep" / "er" / "x", directory_ / "deep" / "y"});
    EXPECT_TRUE(fs::exists(directory_ / "deep" / "er" / "x"));
  }
  EXPECT_TRUE(fs::is_empty(directory_));
}

}  // namespace
}  // namespace plimsoll::conformance
