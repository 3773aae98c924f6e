#include "conformance/report/redaction.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace plimsoll::conformance {
namespace {

constexpr std::string_view hidden = "***";
constexpr std::array secrets = {"password", "passwd", "token", "secret", "auth", "credential"};

bool names_a_secret(std::string_view option) {
  if (!option.starts_with("-")) return false;
  std::string lower(option);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char letter) { return std::tolower(letter); });
  return std::ranges::any_of(
      secrets, [&lower](const char* word) { return lower.find(word) != std::string::npos; });
}

// Everything between :// and the last @ before the path.
std::string without_user(std::string word) {
  const auto scheme = word.find("://");
  if (scheme == std::string::npos) return word;
  const auto begin = scheme + 3;
  const auto path = std::min(word.find('/', begin), word.size());
  const auto at = word.rfind('@', path);
  // A sysroot is written TARGET@NAME; with a path before it, it is not within [begin, path).
  if (at == std::string::npos || at < begin || at >= path) return word;
  return word.replace(begin, at - begin, hidden);
}

}  // namespace

std::vector<std::string> redacted(const std::vector<std::string>& command_line) {
  std::vector<std::string> words;
  bool value_is_secret = false;
  for (const std::string& word : command_line) {
    if (value_is_secret && !word.starts_with("-")) {
      words.emplace_back(hidden);
      value_is_secret = false;
      continue;
    }
    const auto equals = word.find('=');
    const bool secret = names_a_secret(word.substr(0, equals));
    value_is_secret = secret && equals == std::string::npos;
    const bool has_value = secret && equals != std::string::npos;
    words.push_back(has_value ? word.substr(0, equals + 1).append(hidden) : without_user(word));
  }
  return words;
}

}  // namespace plimsoll::conformance
