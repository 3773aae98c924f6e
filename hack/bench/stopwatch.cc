#include "hack/bench/stopwatch.h"

namespace plimsoll::bench {

Seconds time_of(const std::function<void()>& action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return std::chrono::steady_clock::now() - begin;
}

double milliseconds(Seconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace plimsoll::bench
