#pragma once

#include <optional>
#include <string_view>

#include "reference-engine/api/exchange.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine::api {

// A point in time that a query asks for, in any of the ways clients write one; nothing: it asks for
// none. Throws ApiError with 400.
[[nodiscard]] std::optional<Timestamp> moment(Exchange& exchange, std::string_view name);

}  // namespace plimsoll::engine::api
