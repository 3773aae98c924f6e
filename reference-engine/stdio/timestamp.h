#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine {

using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

[[nodiscard]] Timestamp now();

// "2026-01-02T03:04:05.6789Z": Go's time.RFC3339Nano, trailing zeros left out. The epoch's stand-in
// "0001-01-01T00:00:00Z" (Go's zero time) is written for a Timestamp that was never set.
[[nodiscard]] std::string rfc3339_nano(Timestamp);

// The same with all nine digits, as `docker logs --timestamps` prints it
// (moby v28.5.2:daemon/logger/logger.go, jsonmessage.RFC3339NanoFixed).
[[nodiscard]] std::string rfc3339_nano_fixed(Timestamp);

// nothing if the text is not such a time.
[[nodiscard]] std::optional<Timestamp> parse_rfc3339(std::string_view);

// What `since` and `until` are in the API: "SECONDS[.NANOSECONDS]", or an RFC 3339 time.
[[nodiscard]] std::optional<Timestamp> parse_moment(std::string_view);

}  // namespace plimsoll::engine
