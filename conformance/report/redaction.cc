#include "conformance/report/redaction.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "fixtures/http/redaction.h"

namespace plimsoll::conformance {
namespace {

using fixtures::without_credentials;

constexpr std::string_view hidden = fixtures::redacted;
constexpr std::array secrets = {"password", "passwd", "token", "secret", "auth", "credential"};

bool names_a_secret(std::string_view option) {
  if (!option.starts_with("-")) return false;
  std::string lower(option);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char letter) { return std::tolower(letter); });
  return std::ranges::any_of(
      secrets, [&lower](const char* word) { return lower.find(word) != std::string::npos; });
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
    words.push_back(has_value ? word.substr(0, equals + 1).append(hidden)
                              : without_credentials(word));
  }
  return words;
}

}  // namespace plimsoll::conformance
