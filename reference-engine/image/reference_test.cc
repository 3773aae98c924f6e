#include "reference-engine/image/reference.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

struct Row {
  std::string text;
  std::optional<std::string> full;
};

class Reference : public testing::TestWithParam<Row> {};

TEST_P(Reference, HasAFullForm) { EXPECT_EQ(full_reference(GetParam().text), GetParam().full); }

INSTANTIATE_TEST_SUITE_P(
    Table, Reference,
    testing::Values(Row{"busybox", "docker.io/library/busybox:latest"},
                    Row{"busybox:1", "docker.io/library/busybox:1"},
                    Row{"plimsoll/busybox", "docker.io/plimsoll/busybox:latest"},
                    Row{"localhost/x:t", "localhost/x:t"},
                    Row{"host:5000/a/b", "host:5000/a/b:latest"},
                    Row{"docker.io/library/x:1", "docker.io/library/x:1"}, Row{"", std::nullopt},
                    Row{"UPPER", std::nullopt}, Row{"a//b", std::nullopt}, Row{"a:", std::nullopt},
                    Row{"a b", std::nullopt}, Row{"../x", std::nullopt},
                    Row{std::string(10240, 'a'), std::nullopt}));

TEST(FamiliarReference, LeavesOutWhatGoesWithoutSaying) {
  EXPECT_EQ(familiar_reference("docker.io/library/busybox:latest"), "busybox:latest");
  EXPECT_EQ(familiar_reference("docker.io/plimsoll/busybox:1"), "plimsoll/busybox:1");
  EXPECT_EQ(familiar_reference("localhost/x:1"), "localhost/x:1");
}

TEST(ImageId, IsHexadecimal) {
  EXPECT_TRUE(may_be_an_id("sha256:0af"));
  EXPECT_TRUE(may_be_an_id("0af"));
  EXPECT_FALSE(may_be_an_id("0aG"));
  EXPECT_FALSE(may_be_an_id(""));
}

}  // namespace
}  // namespace plimsoll::engine
