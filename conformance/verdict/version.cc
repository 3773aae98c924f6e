#include "conformance/verdict/version.h"

#include <charconv>
#include <utility>

namespace plimsoll::conformance {

Version::Version(std::vector<int> numbers) : numbers_(std::move(numbers)) {
  while (!numbers_.empty() && numbers_.back() == 0) numbers_.pop_back();
}

Version Version::just_behind() const {
  std::vector<int> numbers = numbers_;
  numbers.insert(numbers.end(), {0, 0, 1});
  return Version(std::move(numbers));
}

std::optional<Version> Version::parse(std::string_view text) {
  if (text.starts_with("v")) text.remove_prefix(1);
  std::vector<int> numbers;
  while (true) {
    int number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || number < 0) break;
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.starts_with(".")) break;
    text.remove_prefix(1);
  }
  if (numbers.empty()) return std::nullopt;
  return Version(std::move(numbers));
}

}  // namespace plimsoll::conformance
