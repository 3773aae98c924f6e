#pragma once

#include <nlohmann/json.hpp>

#include "reference-engine/runtime/configuration.h"

namespace plimsoll::engine::api {

// The Runtimes of GET /info: stock and configured ones, never those that are passed on. A path is
// shown as configured, not as the script that adds its arguments (moby
// v25.0.17:daemon/info_unix.go).
[[nodiscard]] nlohmann::json listed_runtimes(const runtime::Configuration& configuration);

// All that GET /info says about runtimes: the list, and the default.
[[nodiscard]] nlohmann::json info_of_runtimes(const runtime::Configuration& configuration);

}  // namespace plimsoll::engine::api
