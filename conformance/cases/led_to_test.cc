#include "conformance/cases/led_to.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const WhereContainerdLooks where{.working_directory = "/c"};

TEST(ShimSpelledBy, TheLastTwoParts) {
  EXPECT_EQ(shim_spelled_by("io.containerd.kata.v2"), "containerd-shim-kata-v2");
  EXPECT_EQ(shim_spelled_by("a.b"), "containerd-shim-a-b");
  EXPECT_EQ(shim_spelled_by("a.."), "containerd-shim--");
  EXPECT_EQ(shim_spelled_by("runc"), "");
}

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

TEST(PathsLedTo, ThroughProcLeadsToTheSameFile) {
  EXPECT_THAT(paths_led_to("/proc/self/root/x/y", where), Contains(fs::path("/x/y")));
}

TEST(PathsLedTo, WhatTheKernelCannotHoldLeadsNowhere) {
  EXPECT_THAT(paths_led_to(std::string("a\0/b.c", 6), where), IsEmpty());
  EXPECT_THAT(paths_led_to(std::string(10240, 'y'), where), IsEmpty());
}

}  // namespace
}  // namespace plimsoll::conformance
