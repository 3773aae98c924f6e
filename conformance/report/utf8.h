#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace plimsoll::conformance {

struct CodePoint {
  char32_t value;
  std::size_t length;  // in bytes
};

// The character the bytes begin with; nothing if they do not begin with well-formed UTF-8 (overlong
// forms and surrogates are not, RFC 3629), or are empty.
[[nodiscard]] std::optional<CodePoint> first_code_point(std::string_view bytes);

}  // namespace plimsoll::conformance
