#include "reference-engine/container/description.h"

#include <gtest/gtest.h>

#include "reference-engine/container/example_record.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

TEST(Inspect, ShowsTheRuntimeAsItWasAskedFor) {
  const json shown =
      inspect(example_record(), {.directory = "/data/containers/aa", .exec_ids = {}});
  EXPECT_EQ(shown["HostConfig"]["Runtime"], "io.containerd.kata.v2");
  EXPECT_EQ(shown["Name"], "/web");
  EXPECT_EQ(shown["Path"], "echo");
  EXPECT_EQ(shown["Args"], json::array({"hi"}));
  EXPECT_EQ(shown["State"]["Status"], "created");
  EXPECT_EQ(shown["State"]["StartedAt"], "0001-01-01T00:00:00Z");
  EXPECT_EQ(shown["ExecIDs"], nullptr);
  EXPECT_TRUE(shown["NetworkSettings"]["Networks"].contains("host"));
}

TEST(Summary, HasWhatPsPrints) {
  const json row = summary(example_record(), example_time);
  EXPECT_EQ(row["Names"], json::array({"/web"}));
  EXPECT_EQ(row["Command"], "echo hi");
  EXPECT_EQ(row["Created"], 1767323045);
  EXPECT_EQ(row["State"], "created");
  EXPECT_EQ(row["Status"], "Created");
}

TEST(StatusLine, SaysSinceWhen) {
  State state;
  state.started = example_time - 90s;
  state.finished = example_time - 3s;
  state.exit_code = 137;
  const std::pair<Status, const char*> cases[] = {
      {Status::created, "Created"},
      {Status::running, "Up About a minute"},
      {Status::paused, "Up About a minute (Paused)"},
      {Status::exited, "Exited (137) 3 seconds ago"},
      {Status::dead, "Dead"},
  };
  for (const auto& [status, line] : cases) {
    state.status = status;
    EXPECT_EQ(status_line(state, example_time), line);
  }
}

TEST(StatusLine, SaysThatAContainerIsAboutToBeBroughtBack) {
  State state;
  state.status = Status::exited;
  state.restarting = true;
  state.exit_code = 3;
  state.finished = example_time - 3s;
  EXPECT_EQ(status_line(state, example_time), "Restarting (3) 3 seconds ago");
}

TEST(HumanDuration, RoundsAsDocker) {
  const std::pair<std::chrono::seconds, const char*> cases[] = {
      {0s, "Less than a second"},
      {1s, "1 second"},
      {59s, "59 seconds"},
      {60s, "About a minute"},
      {150s, "2 minutes"},
      {1h, "About an hour"},
      {5h, "5 hours"},
      {72h, "3 days"},
      {24h * 21, "3 weeks"},
      {24h * 90, "3 months"},
      {24h * 800, "2 years"},
  };
  for (const auto& [duration, words] : cases) EXPECT_EQ(human_duration(duration), words);
}

}  // namespace
}  // namespace plimsoll::engine
