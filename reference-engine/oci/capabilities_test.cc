#include "reference-engine/oci/capabilities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::oci {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

TEST(Capabilities, AreFourteenByDefault) {
  EXPECT_EQ(effective_capabilities({}, false).size(), 14U);
}

TEST(Capabilities, AreAllWhenPrivileged) {
  EXPECT_EQ(effective_capabilities({.drop = {"ALL"}}, true), all_capabilities());
}

TEST(Capabilities, CanBeAddedInAnySpelling) {
  EXPECT_THAT(effective_capabilities({.add = {"net_admin"}}, false), Contains("CAP_NET_ADMIN"));
  EXPECT_THAT(effective_capabilities({.add = {"CAP_NET_ADMIN"}}, false), Contains("CAP_NET_ADMIN"));
}

TEST(Capabilities, CanAllBeDroppedButOne) {
  EXPECT_THAT(effective_capabilities({.add = {"CHOWN"}, .drop = {"all"}}, false),
              ElementsAre("CAP_CHOWN"));
}

TEST(Capabilities, CanAllBeAddedButOne) {
  const auto granted = effective_capabilities({.add = {"ALL"}, .drop = {"SYS_ADMIN"}}, false);
  EXPECT_THAT(granted, Not(Contains("CAP_SYS_ADMIN")));
  EXPECT_EQ(granted.size(), all_capabilities().size() - 1);
}

TEST(Capabilities, AreNeverMoreThanTheEngineMayPassOn) {
  EXPECT_THAT(effective_capabilities({.available = capabilities_of(0b11)}, true),
              ElementsAre("CAP_CHOWN", "CAP_DAC_OVERRIDE"));
}

TEST(Capabilities, KnowTheirNames) { EXPECT_EQ(canonical_capability("fly"), ""); }

}  // namespace
}  // namespace plimsoll::oci
