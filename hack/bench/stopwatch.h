#pragma once

#include <chrono>
#include <functional>

namespace plimsoll::bench {

using Seconds = std::chrono::duration<double>;

// How long an action takes on the wall clock.
[[nodiscard]] Seconds time_of(const std::function<void()>& action);

[[nodiscard]] double milliseconds(Seconds duration);

}  // namespace plimsoll::bench
