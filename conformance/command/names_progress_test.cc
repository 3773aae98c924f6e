#include "conformance/command/names_progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace plimsoll::conformance {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;

TEST(NamesProgress, IsOneLineOnATerminal) {
  std::ostringstream out;
  NamesProgress progress(out, {.total = 100'000, .tty = true});
  progress.advanced({.done = 2000, .elapsed = 2s});
  EXPECT_THAT(out.str(), EndsWith("2000/100000 names  about 2 min left"));
  EXPECT_EQ(out.str().find('\n'), std::string::npos);
  progress.end();
  EXPECT_THAT(out.str(), EndsWith("\r\x1b[2K"));
}

TEST(NamesProgress, IsALineNowAndThenElsewhere) {
  std::ostringstream out;
  NamesProgress progress(out, {.total = 1000, .tty = false});
  progress.advanced({.done = 200, .elapsed = 1s});
  EXPECT_EQ(out.str(), "");
  progress.advanced({.done = 500, .counterexamples = 1, .elapsed = 6s});
  progress.advanced({.done = 600, .counterexamples = 1, .elapsed = 7s});
  EXPECT_EQ(out.str(), "500/1000 names  1 counterexample  about 6 s left\n");
}

}  // namespace
}  // namespace plimsoll::conformance
