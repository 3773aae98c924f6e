#include "conformance/expectations/text_pattern.h"

#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

struct PatternRow {
  const char* text;
  const char* pattern;
  bool matches;
};

class TextPattern : public testing::TestWithParam<PatternRow> {};

TEST_P(TextPattern, Matches) {
  EXPECT_EQ(matches_text(GetParam().text, GetParam().pattern), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(
    Table, TextPattern,
    testing::Values(PatternRow{"", "", true}, PatternRow{"", "*", true}, PatternRow{"", "a", false},
                    PatternRow{"a", "", false}, PatternRow{"abc", "abc", true},
                    PatternRow{"abc", "a*", true}, PatternRow{"abc", "*c", true},
                    PatternRow{"abc", "*b*", true}, PatternRow{"abc", "a*c*", true},
                    PatternRow{"abc", "a*d", false}, PatternRow{"aXbXc", "a*Xc", true},
                    PatternRow{"ab", "a?", false}, PatternRow{"a?", "a?", true},
                    PatternRow{"a*b", "a*b", true}, PatternRow{"one\ntwo", "one*", true},
                    PatternRow{"abab", "ab*ab*ab", false}));

TEST(PatternOf, WhatDiffersFromRunToRunIsAnything) {
  EXPECT_EQ(pattern_of("400 no"), "400 no");
  EXPECT_EQ(pattern_of("container 0123456789abcdef0123 ended"), "container * ended");
  EXPECT_EQ(pattern_of("Root: \"/run/plimsoll/E8nCUL/scratch/engine0\""),
            "Root: \"/run/plimsoll/*/scratch/engine0\"");
  EXPECT_EQ(pattern_of("time=\"2026-11-25T18:21:28.5+01:00\" level=info"), "time=\"*\" level=info");
  EXPECT_EQ(pattern_of("beef, of 2026-11-25"), "beef, of 2026-11-25");
}

TEST(PatternOf, WhatIsLongIsCutBetweenTwoLetters) {
  const std::string pattern = pattern_of(std::string(199, 'x') + "ΩΩΩΩΩΩΩ");
  EXPECT_EQ(pattern, std::string(199, 'x') + "*");
  EXPECT_TRUE(matches_text(std::string(199, 'x') + "ΩΩΩ", pattern));
}

TEST(PatternOf, WhatWasSeenMatchesIt) {
  for (const std::string seen :
       {"a*b", "{ start by /run/plimsoll/AbC/shims/x of container \"0123456789abcdef\" }", ""}) {
    EXPECT_TRUE(matches_text(seen, pattern_of(seen))) << seen;
  }
}

}  // namespace
}  // namespace plimsoll::conformance
