#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace plimsoll::engine {

// Why a completed HostConfig cannot be what anybody wants, in dockerd's words; nothing if it can.
// What only this engine cannot do is refused elsewhere.
[[nodiscard]] std::optional<std::string> why_unacceptable(const nlohmann::json& host_config);

}  // namespace plimsoll::engine
