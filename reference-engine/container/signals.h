#pragma once

#include <optional>
#include <string_view>

namespace plimsoll::engine {

// "SIGTERM", "term", "15", "RTMIN+3" -> the number Linux gives it; nothing for what is no signal
// (github.com/moby/sys/signal ParseSignal).
[[nodiscard]] std::optional<int> parse_signal(std::string_view text);

}  // namespace plimsoll::engine
