#include "conformance/expectations/version_condition.h"

#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

struct VersionRow {
  const char* condition;
  const char* version;
  bool holds;
};

class AVersionCondition : public testing::TestWithParam<VersionRow> {};

TEST_P(AVersionCondition, HoldsForSomeVersions) {
  const auto condition = VersionCondition::parse(GetParam().condition);
  ASSERT_TRUE(condition);
  EXPECT_EQ(condition->holds(*Version::parse(GetParam().version)), GetParam().holds)
      << GetParam().condition << " " << GetParam().version;
}

INSTANTIATE_TEST_SUITE_P(
    Table, AVersionCondition,
    testing::Values(VersionRow{">=20.10 <22.06", "20.10.24+dfsg1", true},
                    VersionRow{">=20.10 <22.06", "22.06.0-beta.0", false},
                    VersionRow{">=20.10 <22.06", "19.03.15", false},
                    VersionRow{"==4.3.1", "4.3.1", true}, VersionRow{"==4.3.1", "4.3.2", false},
                    VersionRow{"<5", "4.10", true}, VersionRow{"<=4.3", "4.3.0", true},
                    VersionRow{"<=4.3", "4.3.1", false}, VersionRow{">4.3", "4.3.1", true},
                    VersionRow{">4.3", "4.3", false}));

class NoVersionCondition : public testing::TestWithParam<const char*> {};

TEST_P(NoVersionCondition, IsTaken) { EXPECT_FALSE(VersionCondition::parse(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Table, NoVersionCondition,
                         testing::Values("", "20.10", "=>20.10", ">=", ">=dev", "==4.3.x",
                                         ">=23 <22", "==1 ==2", "<1 >1", ">=5 <5"));

TEST(AVersionConditionBetweenNeighbours, CanHold) {
  EXPECT_TRUE(VersionCondition::parse(">4.3 <4.4"));
  EXPECT_TRUE(VersionCondition::parse("<1"));
}

}  // namespace
}  // namespace plimsoll::conformance
