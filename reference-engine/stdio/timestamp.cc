#include "reference-engine/stdio/timestamp.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>

namespace plimsoll::engine {
namespace {

constexpr std::string_view kNever = "0001-01-01T00:00:00Z";

struct Parts {
  std::string seconds;  // "2026-01-02T03:04:05"
  long nanoseconds;
};

Parts split(Timestamp time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  return {.seconds =
              fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                          clock.hours().count(), clock.minutes().count(), clock.seconds().count()),
          .nanoseconds = (time - floor<seconds>(time)).count()};
}

std::optional<long> number(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "6789" -> 678900000
std::optional<long> fraction(std::string_view digits) {
  if (digits.empty()) return 0;
  std::string padded(digits.substr(0, 9));
  padded.resize(9, '0');
  return number(padded);
}

}  // namespace

Timestamp now() { return std::chrono::system_clock::now(); }

std::string rfc3339_nano(Timestamp time) {
  if (time == Timestamp{}) return std::string(kNever);
  const Parts parts = split(time);
  if (parts.nanoseconds == 0) return parts.seconds + "Z";
  std::string digits = fmt::format("{:09}", parts.nanoseconds);
  digits.erase(digits.find_last_not_of('0') + 1);
  return parts.seconds + "." + digits + "Z";
}

std::string rfc3339_nano_fixed(Timestamp time) {
  const Parts parts = split(time);
  return fmt::format("{}.{:09}Z", parts.seconds, parts.nanoseconds);
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  using namespace std::chrono;
  if (text == kNever) return Timestamp{};
  int year = 0, hour = 0, minute = 0, second = 0, length = 0;
  unsigned month = 0, day = 0;
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute,
                  &second, &length) != 6) {
    return std::nullopt;
  }
  std::string_view rest = text.substr(static_cast<std::size_t>(length));
  long nano = 0;
  if (rest.starts_with('.')) {
    const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    const auto digits = fraction(rest.substr(1, end - 1));
    if (!digits) return std::nullopt;
    nano = *digits;
    rest.remove_prefix(end);
  }
  minutes offset{0};
  if (rest != "Z") {
    int hours_off = 0, minutes_off = 0, used = 0;
    char sign = '+';
    const std::string zone(rest);
    if (std::sscanf(zone.c_str(), "%c%2d:%2d%n", &sign, &hours_off, &minutes_off, &used) != 3 ||
        (sign != '+' && sign != '-') || static_cast<std::size_t>(used) != zone.size()) {
      return std::nullopt;
    }
    offset = (hours(hours_off) + minutes(minutes_off)) * (sign == '-' ? -1 : 1);
  }
  const year_month_day date(std::chrono::year{year}, std::chrono::month{month},
                            std::chrono::day{day});
  if (!date.ok()) return std::nullopt;
  return Timestamp(sys_days(date)) + hours(hour) + minutes(minute) - offset + seconds(second) +
         nanoseconds(nano);
}

std::optional<Timestamp> parse_moment(std::string_view text) {
  const auto dot = text.find('.');
  const auto seconds = number(text.substr(0, dot));
  if (!seconds) return parse_rfc3339(text);
  const auto nano = dot == text.npos ? std::optional<long>(0) : fraction(text.substr(dot + 1));
  if (!nano) return std::nullopt;
  return Timestamp(std::chrono::seconds(*seconds) + std::chrono::nanoseconds(*nano));
}

}  // namespace plimsoll::engine
