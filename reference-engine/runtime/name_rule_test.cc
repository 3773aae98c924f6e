#include "reference-engine/runtime/name_rule.h"

#include <gtest/gtest.h>

#include <string>

namespace plimsoll::runtime {
namespace {

using namespace std::string_literals;

struct Row {
  std::string name;
  bool on_path;
};

class NameRule : public testing::TestWithParam<Row> {};

TEST_P(NameRule, TellsWhetherContainerdLooksOnItsPath) {
  EXPECT_EQ(names_a_shim_on_path(GetParam().name), GetParam().on_path);
}

INSTANTIATE_TEST_SUITE_P(
    LookedUp, NameRule,
    testing::Values(Row{"io.containerd.kata.v2", true}, Row{"io.containerd.my-shim.v42", true},
                    Row{"io.containerd.my-shim", true}, Row{"io.containerd.runc.v1", true},
                    Row{"io.containerd.runtime.v1.linux", true}, Row{"a.b", true}, Row{"a.", true},
                    Row{"a..", true}, Row{"x.runc.v2", true}, Row{" io.containerd.runc.v2", true},
                    Row{"io.containerd.runc.v2 ", true}, Row{"io.containerd.runc.v2\n", true},
                    Row{"io.containerd.Kata.v2", true}, Row{"caf\xc3\xa9.v1", true},
                    Row{"a\0.b"s, true}, Row{"a\\b.c", true}, Row{"~.b", true},
                    Row{std::string(10240, 'x') + ".v1", true}));

INSTANTIATE_TEST_SUITE_P(
    NotLookedUp, NameRule,
    testing::Values(Row{"", false}, Row{"foo", false}, Row{"runc", false}, Row{"myshim", false},
                    Row{"/", false}, Row{"/bin/true", false}, Row{"//bin/true", false},
                    Row{"/bin/../bin/true", false}, Row{"/path/to/runc", false},
                    Row{"/path/to/io.containerd.runc.v2", false},
                    Row{"/usr/bin/containerd-shim-runc-v2", false},
                    Row{"./io.containerd.runc.v2", false}, Row{"../x.y", false},
                    Row{"my/io.containerd.runc.v2", false}, Row{"my/custom.shim.v1", false},
                    Row{"a/b.c", false}, Row{"a.b/c", false}, Row{"a.b/", false}, Row{".", false},
                    Row{"..", false}, Row{".a.b", false}, Row{".runc.v2", false},
                    Row{std::string(10240, 'x'), false}, Row{"a\0/b.c"s, false}));

}  // namespace
}  // namespace plimsoll::runtime
