#include "conformance/report/redaction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;

TEST(Redaction, LeavesACommandLineWithoutSecretsAlone) {
  EXPECT_THAT(redacted({"plimsoll", "run", "--target=unix:///run/x.sock", "--jobs", "2"}),
              ElementsAre("plimsoll", "run", "--target=unix:///run/x.sock", "--jobs", "2"));
}

TEST(Redaction, HidesWhoAnAddressIsFor) {
  EXPECT_THAT(redacted({"--target", "tcp://me:p@ss@host:2376/x@y"}),
              ElementsAre("--target", "tcp://(redacted)@host:2376/x@y"));
  EXPECT_THAT(redacted({"--target=tcp://token@host"}),
              ElementsAre("--target=tcp://(redacted)@host"));
}

TEST(Redaction, LeavesASysrootAlone) {
  EXPECT_THAT(redacted({"unix:///run/docker.sock@trixie"}),
              ElementsAre("unix:///run/docker.sock@trixie"));
}

TEST(Redaction, HidesTheValuesOfSecrets) {
  EXPECT_THAT(
      redacted({"--registry-token", "abc", "--Password=x=y", "--jobs", "2"}),
      ElementsAre("--registry-token", "(redacted)", "--Password=(redacted)", "--jobs", "2"));
  EXPECT_THAT(redacted({"--no-auth", "--jobs", "2"}), ElementsAre("--no-auth", "--jobs", "2"));
}

}  // namespace
}  // namespace plimsoll::conformance
