#pragma once

#include <string>
#include <string_view>

namespace plimsoll::conformance {

// SHA-256 as sha256sum writes it: 64 digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace plimsoll::conformance
