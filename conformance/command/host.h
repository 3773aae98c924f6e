#pragma once

#include <string>

namespace plimsoll::conformance {

// "Debian GNU/Linux 12 (bookworm), Linux 6.1.0-13-amd64, 2 cores"
[[nodiscard]] std::string describe_host();

// Now, as RFC 3339 in UTC.
[[nodiscard]] std::string timestamp();

}  // namespace plimsoll::conformance
