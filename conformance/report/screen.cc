#include "conformance/report/screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "conformance/report/utf8.h"

namespace plimsoll::conformance {
namespace {

// A line may wrap that often before it is cut.
constexpr std::size_t rows_of_a_line = 5;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// In bytes: a character beyond ASCII takes no more columns than that.
std::size_t rows(const std::string& line) {
  return std::max<std::size_t>(1, (line.size() + screen_columns - 1) / screen_columns);
}

std::size_t rows(const std::vector<std::string>& lines) {
  std::size_t sum = 0;
  for (const std::string& line : lines) sum += rows(line);
  return sum;
}

// Cut between characters.
std::string shortened(const std::string& line) {
  constexpr std::size_t room = rows_of_a_line * screen_columns;
  if (line.size() <= room) return line;
  const std::string note = fmt::format("... ({} bytes in all)", line.size());
  std::size_t end = 0;
  while (end < room - note.size()) {
    const auto character = first_code_point(std::string_view(line).substr(end));
    end += character ? character->length : 1;
  }
  return line.substr(0, end) + note;
}

}  // namespace

std::string fitted_to_screen(const std::string& text, const std::string& end) {
  std::vector<std::string> lines = lines_of(text);
  const std::size_t below = rows(lines_of(end));
  const std::size_t room = screen_lines - std::min(below + 1, screen_lines);
  if (rows(lines) + below > screen_lines) {
    std::ranges::transform(lines, lines.begin(), shortened);
  }
  std::size_t left_out = 0;
  if (rows(lines) + below > screen_lines) {
    for (; rows(lines) > room && lines.size() > 1; ++left_out) lines.pop_back();
  }
  std::string fitted;
  for (const std::string& line : lines) fitted += line + "\n";
  if (left_out > 0) fitted += fmt::format("  ... {} more lines are in the report\n", left_out);
  return fitted + end;
}

}  // namespace plimsoll::conformance
