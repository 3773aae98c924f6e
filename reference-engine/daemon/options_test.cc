#include "reference-engine/daemon/options.h"

#include <gtest/gtest.h>

#include <vector>

namespace plimsoll::engine {
namespace {

struct Parsed {
  std::optional<Options> options;
  int exit_code = 0;
};

Parsed parse(std::vector<const char*> words) {
  words.insert(words.begin(), "plimsolld");
  Parsed parsed;
  parsed.options = parse_options(static_cast<int>(words.size()), words.data(), parsed.exit_code);
  return parsed;
}

TEST(Options, TakeTheSocketFromTheHost) {
  EXPECT_EQ(parse({"--host", "unix:///run/x.sock"}).options->socket, "/run/x.sock");
}

TEST(Options, AddARuntimeAsOftenAsItIsSaid) {
  const auto options = parse({"--add-runtime", "a=/a", "--add-runtime", "b=/b"}).options;
  EXPECT_EQ(options->runtimes.add_runtime, (std::vector<std::string>{"a=/a", "b=/b"}));
}

TEST(Options, LeaveTheDefaultRuntimeToTheFileUnlessToldOtherwise) {
  EXPECT_EQ(parse({}).options->runtimes.default_runtime, std::nullopt);
  EXPECT_EQ(parse({"--default-runtime", "crun"}).options->runtimes.default_runtime, "crun");
}

TEST(Options, StopTheContainersAtTheEndUnlessToldOtherwise) {
  EXPECT_FALSE(parse({}).options->live_restore);
  EXPECT_TRUE(parse({"--live-restore"}).options->live_restore);
}

TEST(Options, MayMissTheirFileOnlyWhenNobodyNamedIt) {
  EXPECT_EQ(parse({}).options->config_file, std::nullopt);
  EXPECT_EQ(parse({"--config-file", "/x.json"}).options->config_file, "/x.json");
}

TEST(Options, ServeNothingButUnixSockets) {
  for (const char* host : {"tcp://127.0.0.1:2375", "unix://", "/run/x.sock", "fd://"}) {
    const auto parsed = parse({"-H", host});
    EXPECT_FALSE(parsed.options) << host;
    EXPECT_EQ(parsed.exit_code, 2) << host;
  }
}

TEST(Options, EndTheProcessWhenTheyCannotBeRead) {
  EXPECT_NE(parse({"--no-such-option"}).exit_code, 0);
  EXPECT_NE(parse({"--log-level", "loud"}).exit_code, 0);
  const auto helped = parse({"--help"});
  EXPECT_FALSE(helped.options);
  EXPECT_EQ(helped.exit_code, 0);
}

}  // namespace
}  // namespace plimsoll::engine
