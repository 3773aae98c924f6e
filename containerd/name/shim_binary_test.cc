#include "containerd/name/shim_binary.h"

#include <gtest/gtest.h>

namespace plimsoll::containerd {
namespace {

struct Row {
  std::string name;
  Lookup in_1_6;
  Lookup since_1_7;
};

class ShimLookup : public testing::TestWithParam<Row> {};

TEST_P(ShimLookup, FollowsTheGenerationsRule) {
  EXPECT_EQ(shim_binary(GetParam().name, Generation::v1_6), GetParam().in_1_6);
  EXPECT_EQ(shim_binary(GetParam().name, Generation::v1_7), GetParam().since_1_7);
  EXPECT_EQ(shim_binary(GetParam().name, Generation::v2), GetParam().since_1_7);
}

Row same(std::string name, Lookup lookup) { return {std::move(name), lookup, lookup}; }
Row shim(std::string name, std::string binary) {
  return same(std::move(name), ShimBinary{std::move(binary)});
}
const Lookup kInvalid = InvalidName{};

INSTANTIATE_TEST_SUITE_P(
    Names, ShimLookup,
    testing::Values(shim("io.containerd.runc.v2", "containerd-shim-runc-v2"),
                    shim("io.containerd.kata.v2", "containerd-shim-kata-v2"),
                    shim("x.runc.v2", "containerd-shim-runc-v2"),
                    shim("runc.v2", "containerd-shim-runc-v2"),
                    shim(" x.runc.v2", "containerd-shim-runc-v2"),
                    shim("io.containerd.Kata.v2", "containerd-shim-Kata-v2"),
                    shim("a.b", "containerd-shim-a-b"), shim("a.", "containerd-shim-a-"),
                    shim("a..", "containerd-shim--"),
                    shim("io.containerd.runc.v2\n", "containerd-shim-runc-v2\n"),
                    shim("io.containerd.runtime.v1.linux", "containerd-shim-v1-linux"),
                    Row{".a.b", ShimBinary{"containerd-shim-a-b"}, kInvalid},
                    Row{".runc.v2", ShimBinary{"containerd-shim-runc-v2"}, kInvalid},
                    Row{".", ShimBinary{"containerd-shim--"}, kInvalid},
                    Row{"..", ShimBinary{"containerd-shim--"}, kInvalid}, same("runc", kInvalid),
                    same("foo", kInvalid), same("", kInvalid)));

INSTANTIATE_TEST_SUITE_P(
    Paths, ShimLookup,
    testing::Values(
        same("/bin/true", ExecutedPath{"/bin/true"}), same("/no/such", ExecutedPath{"/no/such"}),
        same("//bin/true", ExecutedPath{"//bin/true"}),
        same("/bin/../bin/true", ExecutedPath{"/bin/../bin/true"}),
        Row{"a/b.c", RelativeShim{"a/containerd-shim-a/b-c"}, kInvalid},
        Row{"../x.y", RelativeShim{"../containerd-shim-/x-y"}, kInvalid},
        Row{"a.b/c", RelativeShim{"a.b/containerd-shim-a-b/c"}, kInvalid},
        Row{"./io.containerd.runc.v2", ShimBinary{"containerd-shim-runc-v2", "."}, kInvalid},
        Row{"my/io.containerd.runc.v2", ShimBinary{"containerd-shim-runc-v2", "my"}, kInvalid},
        same("a/b", kInvalid)));

}  // namespace
}  // namespace plimsoll::containerd
