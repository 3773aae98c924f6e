#include "reference-engine/api/version.h"

#include <gtest/gtest.h>

namespace plimsoll::engine::api {
namespace {

struct Row {
  const char* target;
  ApiVersion version;
  const char* path;
  const char* query;
};

class TargetTable : public testing::TestWithParam<Row> {};

TEST_P(TargetTable, IsTakenApart) {
  const auto target = parse_target(GetParam().target);
  EXPECT_EQ(target.version, GetParam().version);
  EXPECT_EQ(target.path, GetParam().path);
  EXPECT_EQ(target.query, GetParam().query);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TargetTable,
    testing::Values(Row{"/_ping", kNewest, "/_ping", ""},
                    Row{"/v1.41/containers/json?all=1", {1, 41}, "/containers/json", "all=1"},
                    Row{"/v1.9/x", {1, 9}, "/x", ""}, Row{"/v1.x/y", kNewest, "/v1.x/y", ""},
                    Row{"/volumes", kNewest, "/volumes", ""}, Row{"*", kNewest, "*", ""},
                    Row{"", kNewest, "", ""}, Row{"/v1.41", kNewest, "/v1.41", ""}));

TEST(ApiVersion, IsServedFrom124To151) {
  EXPECT_FALSE(objection({1, 24}));
  EXPECT_FALSE(objection({1, 51}));
  EXPECT_EQ(
      objection({1, 23}),
      "client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your "
      "client to a newer version");
  EXPECT_EQ(objection({1, 99}),
            "client version 1.99 is too new. Maximum supported API version is 1.51");
}

}  // namespace
}  // namespace plimsoll::engine::api
