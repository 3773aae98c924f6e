#include "conformance/runner/selection.h"

#include <algorithm>
#include <charconv>

namespace plimsoll::conformance {
namespace {

bool matches_any(std::string_view name, std::string_view patterns) {
  for (std::size_t begin = 0; begin <= patterns.size();) {
    const auto end = std::min(patterns.find(':', begin), patterns.size());
    if (matches_pattern(name, patterns.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool matches_pattern(std::string_view name, std::string_view pattern) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    return matches_pattern(name, pattern.substr(1)) ||
           (!name.empty() && matches_pattern(name.substr(1), pattern));
  }
  if (name.empty()) return false;
  if (pattern.front() != '?' && pattern.front() != name.front()) return false;
  return matches_pattern(name.substr(1), pattern.substr(1));
}

bool matches_filter(std::string_view name, std::string_view filter) {
  const auto dash = filter.find('-');
  const std::string_view wanted = filter.substr(0, dash);
  if (!wanted.empty() && !matches_any(name, wanted)) return false;
  return dash == std::string_view::npos || !matches_any(name, filter.substr(dash + 1));
}

std::optional<Shard> Shard::parse(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto index = number(text.substr(0, slash));
  const auto total = number(text.substr(slash + 1));
  if (!index || !total || *index < 1 || *index > *total) return std::nullopt;
  return Shard{.index = *index, .total = *total};
}

std::vector<std::string> part_of(const std::vector<std::string>& names, Shard shard) {
  std::vector<std::string> part;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (static_cast<int>(i) % shard.total == shard.index - 1) part.push_back(names[i]);
  }
  return part;
}

std::vector<std::vector<std::string>> dealt_out(const std::vector<std::string>& names,
                                                std::size_t workers) {
  std::vector<std::vector<std::string>> hands(std::clamp<std::size_t>(names.size(), 1, workers));
  for (std::size_t i = 0; i < names.size(); ++i) hands[i % hands.size()].push_back(names[i]);
  return hands;
}

}  // namespace plimsoll::conformance
