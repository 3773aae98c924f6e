#include "conformance/report/utf8.h"

namespace plimsoll::conformance {
namespace {

struct Lead {
  std::size_t length;
  char32_t bits;
  char32_t smallest;  // that needs this length
};

std::optional<Lead> lead_of(unsigned char byte) {
  if (byte < 0x80) return Lead{.length = 1, .bits = byte, .smallest = 0};
  if ((byte & 0xe0U) == 0xc0) return Lead{.length = 2, .bits = byte & 0x1fU, .smallest = 0x80};
  if ((byte & 0xf0U) == 0xe0) return Lead{.length = 3, .bits = byte & 0x0fU, .smallest = 0x800};
  if ((byte & 0xf8U) == 0xf0) return Lead{.length = 4, .bits = byte & 0x07U, .smallest = 0x10000};
  return std::nullopt;
}

bool is_scalar(char32_t value) {
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  return value <= 0x10ffff && !surrogate;
}

}  // namespace

std::optional<CodePoint> first_code_point(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const auto lead = lead_of(static_cast<unsigned char>(bytes.front()));
  if (!lead || bytes.size() < lead->length) return std::nullopt;
  char32_t value = lead->bits;
  for (const char following : bytes.substr(1, lead->length - 1)) {
    const auto byte = static_cast<unsigned char>(following);
    if ((byte & 0xc0U) != 0x80) return std::nullopt;
    value = (value << 6U) | (byte & 0x3fU);
  }
  if (value < lead->smallest || !is_scalar(value)) return std::nullopt;
  return CodePoint{.value = value, .length = lead->length};
}

}  // namespace plimsoll::conformance
