#include "conformance/report/markdown.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/report/printable.h"

namespace plimsoll::conformance {
namespace {

constexpr std::size_t block_limit = 4000;  // bytes; job summaries have a limit of their own

// What delimits code has to be longer than any run of backticks within.
std::string backticks_around(std::string_view text, std::size_t least) {
  std::size_t run = 0;
  std::size_t longest = 0;
  for (const char letter : text) {
    run = letter == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

}  // namespace

std::string markdown_code(std::string_view bytes) {
  const std::string text = printable(excerpt(bytes, block_limit));
  if (text.find_first_not_of(' ') == std::string::npos) return "(none)";
  const std::string fence = backticks_around(text, 1);
  // Markdown takes one space off at each end, if both are there.
  const bool padded = text.front() == '`' || text.back() == '`' || text.front() == ' ';
  const char* space = padded ? " " : "";
  return fence + space + text + space + fence;
}

std::string markdown_block(std::string_view bytes) {
  const auto lines = printable_lines(excerpt(bytes, block_limit));
  const std::string text = fmt::format("{}", fmt::join(lines, "\n"));
  const std::string fence = backticks_around(text, 3);
  return fmt::format("{}text\n{}\n{}\n", fence, text, fence);
}

std::string markdown_prose(std::string_view bytes) {
  constexpr std::string_view meant = "\\`*_[]<>&|~#@!";
  std::string text;
  for (const char letter : printable(excerpt(bytes, block_limit))) {
    if (meant.find(letter) != std::string_view::npos) text += '\\';
    text += letter;
  }
  return text;
}

}  // namespace plimsoll::conformance
