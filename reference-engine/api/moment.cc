#include "reference-engine/api/moment.h"

#include <string>

#include "reference-engine/api/api_error.h"

namespace plimsoll::engine::api {

std::optional<Timestamp> moment(Exchange& exchange, std::string_view name) {
  const std::string text = exchange.query(name).value_or("");
  if (text.empty()) return std::nullopt;
  const auto parsed = parse_moment(text);
  if (!parsed) {
    throw ApiError(http::status::bad_request,
                   "invalid value for \"" + std::string(name) + "\": " + text);
  }
  return *parsed;
}

}  // namespace plimsoll::engine::api
