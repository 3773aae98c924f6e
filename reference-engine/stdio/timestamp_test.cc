#include "reference-engine/stdio/timestamp.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

const Timestamp kExactMoment = Timestamp(seconds(1767323045) + nanoseconds(678900000));

struct Case {
  const char* text;
  std::optional<Timestamp> moment;
};

TEST(Timestamp, IsWrittenAsGoDoes) {
  EXPECT_EQ(rfc3339_nano(kExactMoment), "2026-01-02T03:04:05.6789Z");
  EXPECT_EQ(rfc3339_nano(Timestamp(seconds(1767323045))), "2026-01-02T03:04:05Z");
  EXPECT_EQ(rfc3339_nano(Timestamp{}), "0001-01-01T00:00:00Z");
  EXPECT_EQ(rfc3339_nano_fixed(kExactMoment), "2026-01-02T03:04:05.678900000Z");
}

TEST(Timestamp, IsReadInEveryFormAClientSends) {
  const Case cases[] = {
      {"2026-01-02T03:04:05.6789Z", kExactMoment},
      {"2026-01-02T05:04:05.6789+02:00", kExactMoment},
      {"2026-01-01T19:34:05.6789-07:30", kExactMoment},
      {"1767323045.678900000", kExactMoment},
      {"1767323045.6789", kExactMoment},
      {"1767323045", Timestamp(seconds(1767323045))},
      {"0", Timestamp{}},
      {"", std::nullopt},
      {"yesterday", std::nullopt},
      {"1767323045.x", std::nullopt},
      {"2026-13-02T03:04:05Z", std::nullopt},
      {"2026-01-02T03:04:05", std::nullopt},
      {"2026-01-02T03:04:05Z ", std::nullopt},
  };
  for (const Case& test : cases) EXPECT_EQ(parse_moment(test.text), test.moment) << test.text;
}

}  // namespace
}  // namespace plimsoll::engine
