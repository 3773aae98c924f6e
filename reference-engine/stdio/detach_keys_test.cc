#include "reference-engine/stdio/detach_keys.h"

#include <gtest/gtest.h>

#include <vector>

namespace plimsoll::engine {
namespace {

TEST(ParseDetachKeys, ReadsDockersNotation) {
  const struct {
    const char* text;
    std::optional<std::string> sequence;
  } cases[] = {
      {"", "\x10\x11"},
      {"ctrl-p,ctrl-q", "\x10\x11"},
      {"a", "a"},
      {"ctrl-a,b",
       "\x01"
       "b"},
      {"ctrl-[", "\x1b"},
      {"ctrl-_", "\x1f"},
      {"ctrl-@", std::string(1, '\0')},
      {"ctrl-A", std::nullopt},
      {"ctrl-", std::nullopt},
      {"shift-a", std::nullopt},
      {"a,", std::nullopt},
  };
  for (const auto& test : cases)
    EXPECT_EQ(parse_detach_keys(test.text), test.sequence) << test.text;
}

TEST(DetachKeys, PassOnAllThatIsNotTheSequence) {
  const struct {
    std::vector<std::string> typed;
    std::string input;
    bool detached;
  } cases[] = {
      {{"ls\n"}, "ls\n", false},
      {{"\x10\x11"}, "", true},
      {{"ls\x10", "\x11never"}, "ls", true},
      {{"\x10", "x"}, "\x10x", false},
      {{"\x10\x10\x11"}, "\x10", true},
      {{"\x11\x10"}, "\x11", false},
  };
  for (const auto& test : cases) {
    DetachKeys keys("\x10\x11");
    std::string input;
    bool detached = false;
    for (const auto& typed : test.typed) {
      const auto seen = keys.feed(typed);
      input += seen.input;
      detached = detached || seen.detached;
    }
    EXPECT_EQ(input, test.input);
    EXPECT_EQ(detached, test.detached);
  }
}

TEST(DetachKeys, WithoutASequenceNothingDetaches) {
  DetachKeys keys("");
  EXPECT_EQ(keys.feed("\x10\x11").input, "\x10\x11");
}

}  // namespace
}  // namespace plimsoll::engine
