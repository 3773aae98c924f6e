#include "conformance/expectations/text_pattern.h"

#include <algorithm>
#include <cctype>

namespace plimsoll::conformance {
namespace {

constexpr std::size_t longest_pattern = 200;
constexpr std::size_t shortest_id = 12;  // of a container, in hexadecimal
constexpr std::string_view sandboxes = "/run/plimsoll/";

bool is_hexadecimal(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
}

std::size_t length_of_id(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, is_hexadecimal);
  return static_cast<std::size_t>(end - text.begin());
}

// Of a sandbox's directory the part that is made up: it ends with the next slash, or the word.
std::size_t length_of_sandbox_name(std::string_view text) {
  const auto ends = [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) == 0;
  };
  return static_cast<std::size_t>(std::ranges::find_if(text, ends) - text.begin());
}

// Of a point in time as logs write it (2026-11-25T18:21:28.5Z).
std::size_t length_of_time(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00";
  if (text.size() < shape.size()) return 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    if (shape[i] == '0' ? !digit : text[i] != shape[i]) return 0;
  }
  return std::min(text.find_first_not_of("0123456789.:+Z", shape.size()), text.size());
}

void add_star(std::string& pattern) {
  if (!pattern.ends_with('*')) pattern += '*';
}

}  // namespace

bool matches_text(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;                         // in the text
  std::size_t within = 0;                     // in the pattern
  std::size_t star = std::string_view::npos;  // the last one met, and where its text ends so far
  std::size_t resume = 0;
  while (at < text.size()) {
    if (within < pattern.size() && pattern[within] == '*') {
      star = within++;
      resume = at;
    } else if (within < pattern.size() && pattern[within] == text[at]) {
      ++at;
      ++within;
    } else if (star != std::string_view::npos) {
      within = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return pattern.substr(within).find_first_not_of('*') == std::string_view::npos;
}

std::string pattern_of(std::string_view seen) {
  std::string pattern;
  while (!seen.empty()) {
    if (pattern.size() > longest_pattern) {
      // Not within a letter of several bytes.
      while ((static_cast<unsigned char>(pattern.back()) & 0xC0U) == 0x80U) pattern.pop_back();
      if (static_cast<unsigned char>(pattern.back()) >= 0xC0U) pattern.pop_back();
      add_star(pattern);
      return pattern;
    }
    if (const auto id = length_of_id(seen); id >= shortest_id) {
      add_star(pattern);
      seen.remove_prefix(id);
      continue;
    }
    if (const auto time = length_of_time(seen); time > 0) {
      add_star(pattern);
      seen.remove_prefix(time);
      continue;
    }
    if (seen.starts_with(sandboxes)) {
      pattern += sandboxes;
      seen.remove_prefix(sandboxes.size());
      seen.remove_prefix(length_of_sandbox_name(seen));
      add_star(pattern);
      continue;
    }
    pattern += seen.front();
    seen.remove_prefix(1);
  }
  return pattern;
}

}  // namespace plimsoll::conformance
