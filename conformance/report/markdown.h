#pragma once

#include <string>
#include <string_view>

namespace plimsoll::conformance {

// Texts of others within Markdown: none of them can end what it stands in, make a link that
// reads as something else, mention somebody, or become HTML.

// A code span: for names, versions, paths.
[[nodiscard]] std::string markdown_code(std::string_view bytes);

// A fenced block: for what was seen.
[[nodiscard]] std::string markdown_block(std::string_view bytes);

// Words within a paragraph.
[[nodiscard]] std::string markdown_prose(std::string_view bytes);

}  // namespace plimsoll::conformance
