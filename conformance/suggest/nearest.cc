#include "conformance/suggest/nearest.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace plimsoll::conformance {
namespace {

constexpr std::size_t at_most = 3;

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

// Something that contains what was typed is near, however long the rest of it is: people type the
// part of a case's name that they remember.
std::size_t distance(const std::string& typed, const std::string& candidate) {
  if (typed.size() >= 3 && candidate.find(typed) != std::string::npos) return 1;
  return edit_distance(typed, candidate);
}

}  // namespace

std::size_t edit_distance(std::string_view one, std::string_view other) {
  // Rows of the table of optimal string alignment; only the last three are needed.
  std::vector<std::size_t> before;
  std::vector<std::size_t> previous(other.size() + 1);
  std::iota(previous.begin(), previous.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::vector<std::size_t> row(other.size() + 1);
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const bool same = one[i - 1] == other[j - 1];
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(previous, std::move(row));
  }
  return previous.back();
}

std::vector<std::string> nearest(std::string_view typed,
                                 const std::vector<std::string>& candidates) {
  const std::string wanted = lower(typed);
  const std::size_t limit = std::max<std::size_t>(2, wanted.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& candidate : candidates) {
    const std::size_t away = distance(wanted, lower(candidate));
    if (away <= limit) near.emplace_back(away, candidate);
  }
  std::ranges::sort(near);
  std::vector<std::string> names;
  for (const auto& [away, name] : near) {
    if (names.size() < at_most) names.push_back(name);
  }
  return names;
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& candidates) {
  const auto names = nearest(typed, candidates);
  if (names.empty()) return {};
  std::string text = "; did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += "`" + names[i] + "`";
  }
  return text + "?";
}

}  // namespace plimsoll::conformance
