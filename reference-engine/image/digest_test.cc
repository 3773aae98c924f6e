#include "reference-engine/image/digest.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

TEST(Digest, IsSha256) {
  EXPECT_EQ(digest_of("hello"),
            "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
}

TEST(ChainId, OfOneLayerIsItsDiffId) { EXPECT_EQ(chain_id("", "sha256:a"), "sha256:a"); }

TEST(ChainId, OfMoreIsADigestOfBoth) {
  EXPECT_EQ(chain_id("sha256:a", "sha256:b"), digest_of("sha256:a sha256:b"));
}

}  // namespace
}  // namespace plimsoll::engine
