#include "conformance/report/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

TEST(MarkdownCode, CannotBeEndedFromWithin) {
  EXPECT_EQ(markdown_code("runc"), "`runc`");
  EXPECT_EQ(markdown_code("a`b"), "``a`b``");
  EXPECT_EQ(markdown_code("``"), "``` `` ```");
  EXPECT_EQ(markdown_code("a\n# b"), "`a\\n# b`");
  EXPECT_EQ(markdown_code(""), "(none)");
}

TEST(MarkdownBlock, CannotBeEndedFromWithin) {
  EXPECT_EQ(markdown_block("a\nb"), "```text\na\nb\n```\n");
  EXPECT_EQ(markdown_block("a\n```\n<b>"), "````text\na\n```\n<b>\n````\n");
}

TEST(MarkdownProse, MeansWhatItSays) {
  EXPECT_EQ(markdown_prose("a *b* <c> [d](e) `f` @g"), "a \\*b\\* \\<c\\> \\[d\\](e) \\`f\\` \\@g");
  EXPECT_EQ(markdown_prose("a\n# b"), "a\\\\n\\# b");
}

}  // namespace
}  // namespace plimsoll::conformance
