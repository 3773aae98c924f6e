#include "reference-engine/oci/user.h"

#include <gtest/gtest.h>

namespace plimsoll::oci {
namespace {

constexpr const char* kPasswd =
    "root:x:0:0:root:/root:/bin/sh\nann:x:1000:100::/home/ann:/bin/sh\nbroken\n7:x:5:5::/:\n";
constexpr const char* kGroup = "root:x:0:\nusers:x:100:\nwheel:x:10:root,ann\nadm:x:4:ann\n";

struct Row {
  const char* asked;
  User user;
};

class ResolveUser : public testing::TestWithParam<Row> {};

TEST_P(ResolveUser, FindsUidGidAndFurtherGroups) {
  EXPECT_EQ(std::get<User>(resolve_user(GetParam().asked, kPasswd, kGroup)), GetParam().user);
}

INSTANTIATE_TEST_SUITE_P(Table, ResolveUser,
                         testing::Values(Row{"", {0, 0, {10}}}, Row{"root", {0, 0, {10}}},
                                         Row{"ann", {1000, 100, {10, 4}}},
                                         Row{"1000", {1000, 100, {10, 4}}},
                                         Row{"4242", {4242, 0, {}}},
                                         Row{"ann:wheel", {1000, 10, {}}},
                                         Row{"4242:4343", {4242, 4343, {}}},
                                         Row{"ann:", {1000, 100, {10, 4}}}, Row{"7", {5, 5, {}}}));

TEST(ResolveUserErrors, NameTheUserOrGroup) {
  EXPECT_EQ(std::get<UserError>(resolve_user("bob", kPasswd, kGroup)).message,
            "unable to find user bob: no matching entries in passwd file");
  EXPECT_EQ(std::get<UserError>(resolve_user("ann:gone", kPasswd, kGroup)).message,
            "unable to find group gone: no matching entries in group file");
}

TEST(HomeOf, IsTheSlashForStrangers) {
  EXPECT_EQ(home_of(1000, kPasswd), "/home/ann");
  EXPECT_EQ(home_of(4242, kPasswd), "/");
}

}  // namespace
}  // namespace plimsoll::oci
