#include "conformance/report/time_left.h"

#include <fmt/format.h>

namespace plimsoll::conformance {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""h;

std::optional<std::chrono::seconds> time_left(const Advance& advance) {
  if (advance.done == 0 || advance.done >= advance.total) return std::nullopt;
  const auto each = std::chrono::duration<double>(advance.elapsed) / advance.done;
  return std::chrono::ceil<std::chrono::seconds>(each * (advance.total - advance.done));
}

std::string spoken(std::chrono::seconds left) {
  if (left < 90s) return fmt::format("about {} s left", left.count());
  if (left < 90min) {
    return fmt::format("about {} min left", std::chrono::round<std::chrono::minutes>(left).count());
  }
  return fmt::format("about {} h left", std::chrono::round<std::chrono::hours>(left).count());
}

}  // namespace plimsoll::conformance
