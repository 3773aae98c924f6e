#include "conformance/names/json_spelling.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "conformance/report/utf8.h"

namespace plimsoll::conformance {
namespace {

std::string plainly(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string unit(char32_t value, Dice& dice) {
  const auto number = static_cast<unsigned>(value);
  return dice.one_in(2) ? fmt::format("\\u{:04x}", number) : fmt::format("\\u{:04X}", number);
}

// Beyond the first 65,536 characters JSON needs two units (RFC 8259, section 7).
std::string escaped(char32_t value, Dice& dice) {
  if (value < 0x10000) return unit(value, dice);
  const char32_t rest = value - 0x10000;
  return unit(0xD800 + (rest >> 10), dice) + unit(0xDC00 + (rest & 0x3FF), dice);
}

}  // namespace

std::string as_text(std::string_view name) {
  return nlohmann::json::parse(plainly(name)).get<std::string>();
}

std::string spelled_in_json(std::string_view text, Dice& dice) {
  const std::size_t style = dice.below(4);
  if (style < 2) return plainly(text);
  std::string spelling = "\"";
  while (!text.empty()) {
    const auto first = first_code_point(text).value_or(CodePoint{.value = 0xFFFD, .length = 1});
    const std::string_view character = text.substr(0, first.length);
    if (style == 2 || dice.one_in(3)) {
      spelling += escaped(first.value, dice);
    } else if (character == "/" && dice.one_in(2)) {
      spelling += "\\/";
    } else {
      const std::string quoted = plainly(character);
      spelling += quoted.substr(1, quoted.size() - 2);
    }
    text.remove_prefix(first.length);
  }
  return spelling + '"';
}

}  // namespace plimsoll::conformance
