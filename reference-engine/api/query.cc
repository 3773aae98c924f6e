#include "reference-engine/api/query.h"

#include <charconv>

namespace plimsoll::engine::api {

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned value = 0;
    if (text[at] == '%' && at + 2 < text.size() + 0U) {
      const char* const digits = text.data() + at + 1;
      const auto [end, error] = std::from_chars(digits, digits + 2, value, 16);
      if (error == std::errc() && end == digits + 2) {
        decoded += static_cast<char>(value);
        at += 2;
        continue;
      }
    }
    decoded += text[at];
  }
  return decoded;
}

Query parse_query(std::string_view query) {
  Query values;
  while (!query.empty()) {
    const auto end = query.find('&');
    std::string pair(query.substr(0, end));
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    for (char& c : pair) {
      if (c == '+') c = ' ';
    }
    const auto equals = pair.find('=');
    std::string name = percent_decoded(std::string_view(pair).substr(0, equals));
    std::string value;
    if (equals != std::string::npos)
      value = percent_decoded(std::string_view(pair).substr(equals + 1));
    if (!name.empty()) values[std::move(name)].push_back(std::move(value));
  }
  return values;
}

}  // namespace plimsoll::engine::api
