#include "conformance/report/markdown_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "conformance/report/approved_output.h"
#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// What a reader of Markdown would take for text and markup: everything outside of fenced blocks.
std::string outside_of_blocks(const std::string& markdown) {
  std::istringstream lines(markdown);
  std::string outside;
  std::string fence;
  for (std::string line; std::getline(lines, line);) {
    if (!fence.empty()) {
      if (line == fence) fence.clear();
    } else if (line.starts_with("```") && line.ends_with("text")) {
      fence = line.substr(0, line.find('t'));
    } else {
      outside += line + "\n";
    }
  }
  EXPECT_EQ(fence, "") << "a block is never closed";
  return outside;
}

TEST(MarkdownReport, LooksLikeThis) {
  EXPECT_TRUE(is_approved("summary.md", markdown_report(sample_run())));
}

TEST(MarkdownReport, OpensWithTheSentenceSomebodyNeeds) {
  EXPECT_THAT(markdown_report(sample_run()), StartsWith("**reference 0.1.0 is not conforming"));
  EXPECT_THAT(markdown_report(conforming_run()), StartsWith("**reference 0.1.0 is conforming"));
}

TEST(MarkdownReport, SaysThatTheRunWasCutShort) {
  EXPECT_THAT(markdown_report(interrupted_run()), HasSubstr("Interrupted: 2 cases not reached"));
}

TEST(MarkdownReport, SaysWhyNothingCouldRun) {
  EXPECT_THAT(markdown_report(run_without_target()), HasSubstr("connect /no/such.sock"));
}

TEST(MarkdownReport, IsNotWrittenByTheNamesInIt) {
  const std::string outside = outside_of_blocks(markdown_report(hostile_run()));
  EXPECT_THAT(outside, testing::Not(HasSubstr("\n# title")));
  EXPECT_THAT(outside, testing::Not(HasSubstr("\n```")));
  EXPECT_THAT(outside, testing::Not(HasSubstr("**]]> </failure>")));  // prose is escaped
}

TEST(MarkdownReport, SaysWhatFailedAsExpectedAndWhatDidNot) {
  const std::string report = markdown_report(run_with_expectations());
  EXPECT_THAT(report, testing::HasSubstr("Not as `known.json` expects:"));
  EXPECT_THAT(report, testing::HasSubstr("- changed-message (tolerated)"));
  EXPECT_THAT(report, testing::HasSubstr("### Failed as expected\n\n- 1 case: It knows no shims"));
  EXPECT_THAT(report, testing::HasSubstr("silent downgrade of isolation is shown by 1 case"));
}

}  // namespace
}  // namespace plimsoll::conformance
