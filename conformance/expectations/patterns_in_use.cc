#include "conformance/expectations/patterns_in_use.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace plimsoll::conformance {
namespace {

struct Patterns {
  std::vector<std::string> added;
  std::vector<std::string> taken_away;
};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ':');) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

Patterns patterns_of(const std::string& cases) {
  const auto dash = cases.find('-');
  return {.added = split(cases.substr(0, dash)),
          .taken_away = dash == std::string::npos ? std::vector<std::string>{}
                                                  : split(cases.substr(dash + 1))};
}

std::string text_of(const Patterns& patterns) {
  std::string text = fmt::format("{}", fmt::join(patterns.added, ":"));
  if (patterns.taken_away.empty()) return text;
  return text + fmt::format("-{}", fmt::join(patterns.taken_away, ":"));
}

// The entry with another pattern matches something of the suite.
bool matches_some(Expectation entry, const std::string& cases,
                  const std::vector<CaseDescription>& all_cases) {
  entry.cases = cases;
  return std::ranges::any_of(
      all_cases, [&](const CaseDescription& description) { return entry.is_about(description); });
}

// Whether this one takes away what those before the dash add.
bool takes_away(const Expectation& entry, const Patterns& patterns, const std::string& pattern,
                const std::vector<CaseDescription>& all_cases) {
  Expectation added = entry;
  added.cases = fmt::format("{}", fmt::join(patterns.added, ":"));
  Expectation taken = entry;
  taken.cases = pattern;
  return std::ranges::any_of(all_cases, [&](const CaseDescription& description) {
    return added.is_about(description) && taken.is_about(description);
  });
}

}  // namespace

std::vector<std::string> patterns_without_use(const Expectation& entry,
                                              const std::vector<CaseDescription>& all_cases) {
  std::vector<std::string> useless;
  if (entry.cases.empty()) {
    if (!matches_some(entry, "", all_cases)) useless.push_back(entry.requirement);
    return useless;
  }
  const Patterns patterns = patterns_of(entry.cases);
  for (const std::string& pattern : patterns.added) {
    if (!matches_some(entry, pattern, all_cases)) useless.push_back(pattern);
  }
  for (const std::string& pattern : patterns.taken_away) {
    if (!takes_away(entry, patterns, pattern, all_cases)) useless.push_back("-" + pattern);
  }
  if (useless.empty() && !matches_some(entry, entry.cases, all_cases)) {
    useless.push_back(entry.cases);
  }
  return useless;
}

std::string pattern_without(const Expectation& entry, const std::vector<std::string>& cases,
                            const std::vector<CaseDescription>& all_cases) {
  Patterns patterns = patterns_of(entry.cases.empty() ? "*" : entry.cases);
  const auto useless = patterns_without_use(entry, all_cases);
  const auto is_useless = [&](const std::string& pattern) {
    return std::ranges::count(useless, pattern) > 0;
  };
  std::erase_if(patterns.added, [&](const std::string& pattern) {
    return is_useless(pattern) || std::ranges::count(cases, pattern) > 0;
  });
  std::erase_if(patterns.taken_away,
                [&](const std::string& pattern) { return is_useless("-" + pattern); });
  if (patterns.added.empty()) return {};
  for (const std::string& one : cases) {
    if (takes_away(entry, patterns, one, all_cases)) patterns.taken_away.push_back(one);
  }
  const std::string text = text_of(patterns);
  return matches_some(entry, text, all_cases) ? text : "";
}

}  // namespace plimsoll::conformance
