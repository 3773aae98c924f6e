#include "conformance/report/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "conformance/report/utf8.h"

namespace plimsoll::conformance {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Beyond ASCII: what a terminal obeys, what nobody sees, and what makes text read other than it is.
constexpr std::array unseen = {
    Range{0x80, 0x9f},        // C1: a second set of control characters, with a one-byte CSI
    Range{0xad, 0xad},        // soft hyphen
    Range{0x61c, 0x61c},      // direction of writing
    Range{0x180e, 0x180e},    // invisible
    Range{0x200b, 0x200f},    // no width, direction
    Range{0x2028, 0x202e},    // line and paragraph separators, direction
    Range{0x2060, 0x206f},    // invisible, direction
    Range{0xfdd0, 0xfdef},    // not characters
    Range{0xfeff, 0xfeff},    // byte order mark
    Range{0xfff0, 0xfffb},    // annotations
    Range{0xe0000, 0xe0fff},  // tags, variation selectors
};

bool is_unseen(char32_t value) {
  if ((value & 0xfffeU) == 0xfffe) return true;  // the last two of each plane are no characters
  return std::ranges::any_of(
      unseen, [value](const Range& range) { return range.first <= value && value <= range.last; });
}

std::string escaped_byte(char byte) {
  switch (byte) {
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    default:
      return fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  }
}

}  // namespace

std::string printable(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const auto character = first_code_point(bytes);
    const std::size_t length = character ? character->length : 1;
    if (!character || character->value < 0x20 || character->value == 0x7f) {
      text += escaped_byte(bytes.front());
    } else if (is_unseen(character->value)) {
      text += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(character->value));
    } else {
      text += bytes.substr(0, length);
    }
    bytes.remove_prefix(length);
  }
  return text;
}

std::vector<std::string> printable_lines(std::string_view bytes) {
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  std::vector<std::string> lines;
  for (;;) {
    const auto end = bytes.find('\n');
    lines.push_back(printable(bytes.substr(0, end)));
    if (end == std::string_view::npos) return lines;
    bytes.remove_prefix(end + 1);
  }
}

std::string excerpt(std::string_view bytes, std::size_t limit) {
  if (bytes.size() <= limit) return std::string(bytes);
  std::size_t end = limit;
  // Not in the middle of a character.
  while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xc0U) == 0x80) --end;
  return fmt::format("{}... ({} bytes more; report.json has them all)", bytes.substr(0, end),
                     bytes.size() - end);
}

}  // namespace plimsoll::conformance
