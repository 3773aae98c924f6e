#include "conformance/report/terminal_reporter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "conformance/report/approved_output.h"
#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string told(const RunResult& run, bool tty) {
  std::ostringstream out;
  TerminalReporter reporter(out, {.tty = tty, .report_directory = "report"});
  for (const TargetResult& target : run.targets) {
    reporter.target_started(target.target, target.cases.size());
    for (const CaseResult& one : target.cases) {
      reporter.case_started(one.description.full_name());
      reporter.case_ended(one);
    }
    reporter.target_judged();
    reporter.target_ended(target);
  }
  reporter.run_ended(run);
  return out.str();
}

// What is left when the sequences we write ourselves are taken out.
std::string without_our_own_sequences(std::string text) {
  for (const std::string ours : {"\r\x1b[2K", "\x1b[?7l", "\x1b[?7h"}) {
    for (auto at = text.find(ours); at != std::string::npos; at = text.find(ours, at)) {
      text.erase(at, ours.size());
    }
  }
  return text;
}

bool holds_control_bytes(const std::string& text) {
  return std::ranges::any_of(
      text, [](unsigned char byte) { return (byte < 0x20 && byte != '\n') || byte == 0x7f; });
}

TEST(TerminalReporter, SpeaksPlainlyInCi) {
  EXPECT_TRUE(is_approved("terminal.txt", told(sample_run(), false)));
}

TEST(TerminalReporter, RewritesOneLineOnATerminal) {
  const std::string text = told(sample_run(), true);
  EXPECT_THAT(text, HasSubstr("\r\x1b[2K\x1b[?7l1/5  Passthrough.KataByName\x1b[?7h"));
  // What passes is told by the number alone; what does not gets a line that stays.
  EXPECT_THAT(text, Not(HasSubstr("pass           Refusal.Root")));
  EXPECT_THAT(text, HasSubstr("fail           Passthrough.KataByName (PASS-001)\n"));
}

TEST(TerminalReporter, EstimatesWhatIsLeftFromWhatReallyRan) {
  Progress progress{.total = 80, .done = 30};
  EXPECT_EQ(live_line(progress), "30/80  ") << "nothing ran yet: those are not applicable";
  progress.runs = {.done = 10, .total = 50, .elapsed = std::chrono::seconds(5)};
  progress.running = {"Refusal.Root"};
  EXPECT_EQ(live_line(progress), "30/80  about 20 s left  Refusal.Root");
}

TEST(TerminalReporter, LeavesNoLiveLineBehind) {
  std::ostringstream out;
  TerminalReporter reporter(out, {.tty = true, .report_directory = "report"});
  reporter.target_started("reference", 1);
  reporter.case_started("Refusal.Root");
  const auto before = out.str().size();
  reporter.target_judged();
  EXPECT_THAT(out.str().substr(before), testing::StartsWith("\r\x1b[2K"));
}

TEST(TerminalReporter, SaysWhatFailedAsExpectedAndWhatDidNot) {
  EXPECT_TRUE(is_approved("expectations.txt", told(run_with_expectations(), false)));
}

TEST(TerminalReporter, CountsARepeatedCaseOnce) {
  std::ostringstream out;
  TerminalReporter reporter(out, {.tty = true, .report_directory = "report"});
  const CaseResult one = sample_run().targets.front().cases.front();
  reporter.target_started("reference", 2);
  reporter.case_started("Refusal.Root");
  reporter.case_ended(one);
  reporter.case_started("Refusal.Root");
  reporter.case_started("Refusal.Other");
  EXPECT_THAT(out.str(), testing::EndsWith("1/2  Refusal.Other\x1b[?7h"));
}

TEST(TerminalReporter, LetsNothingThatWasSeenSpeakToTheTerminal) {
  EXPECT_FALSE(holds_control_bytes(told(hostile_run(), false)));
  EXPECT_FALSE(holds_control_bytes(without_our_own_sequences(told(hostile_run(), true))));
}

}  // namespace
}  // namespace plimsoll::conformance
