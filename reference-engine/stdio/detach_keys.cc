#include "reference-engine/stdio/detach_keys.h"

#include <cctype>

namespace plimsoll::engine {
namespace {

std::optional<char> control_key(std::string_view key) {
  constexpr std::string_view kPrefix = "ctrl-";
  if (!key.starts_with(kPrefix) || key.size() != kPrefix.size() + 1) return std::nullopt;
  const char letter = key.back();
  if (letter >= 'a' && letter <= 'z') return static_cast<char>(letter - 'a' + 1);
  constexpr std::string_view kOthers = "@abcdefghijklmnopqrstuvwxyz[\\]^_";
  const auto code = kOthers.find(letter);
  if (code == kOthers.npos) return std::nullopt;
  return static_cast<char>(code);
}

}  // namespace

std::optional<std::string> parse_detach_keys(std::string_view text) {
  if (text.empty()) return "\x10\x11";
  std::string sequence;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string_view key = text.substr(at, comma - at);
    const auto code = key.size() == 1 ? std::optional<char>(key.front()) : control_key(key);
    if (!code) return std::nullopt;
    sequence.push_back(*code);
    at = comma + 1;
  }
  return sequence;
}

DetachKeys::Typed DetachKeys::feed(std::string_view bytes) {
  Typed typed;
  for (const char byte : bytes) {
    if (matched_ < sequence_.size() && byte == sequence_[matched_]) {
      if (++matched_ == sequence_.size()) {
        typed.detached = true;
        return typed;
      }
      continue;
    }
    typed.input.append(sequence_, 0, matched_);
    matched_ = !sequence_.empty() && byte == sequence_.front() ? 1 : 0;
    if (matched_ == 0) typed.input.push_back(byte);
  }
  return typed;
}

}  // namespace plimsoll::engine
