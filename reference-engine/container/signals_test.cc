#include "reference-engine/container/signals.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

TEST(ParseSignal, ReadsNamesAndNumbers) {
  const std::pair<const char*, std::optional<int>> cases[] = {
      {"SIGTERM", 15},
      {"TERM", 15},
      {"sigkill", 9},
      {"9", 9},
      {"RTMIN", 34},
      {"SIGRTMIN+3", 37},
      {"RTMAX-1", 63},
      {"RTMAX", 64},
      {"64", 64},
      {"0", std::nullopt},
      {"-1", std::nullopt},
      {"65", std::nullopt},
      {"", std::nullopt},
      {"SIG", std::nullopt},
      {"RTMIN+99", std::nullopt},
      {"RTMIN-1", std::nullopt},
      {"SIGNOSUCH", std::nullopt},
      {"9x", std::nullopt},
  };
  for (const auto& [text, value] : cases) EXPECT_EQ(parse_signal(text), value) << text;
}

}  // namespace
}  // namespace plimsoll::engine
