#pragma once

#include <string>

namespace plimsoll::ttrpc {

// The text with a `?` for each byte that is no UTF-8. A protobuf string must be UTF-8, and Go
// refuses the whole message if one is not; the text of an error may be anything a program has
// printed.
[[nodiscard]] std::string valid_utf8(std::string text);

}  // namespace plimsoll::ttrpc
