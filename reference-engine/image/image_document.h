#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace plimsoll::engine {

// What is wrong with an OCI image configuration that came from outside; nothing if containers can
// be made of it. Checked once, where it comes in, so that nobody after that has to ask what type
// `Env` is.
[[nodiscard]] std::optional<std::string> why_malformed(const nlohmann::json& document);

}  // namespace plimsoll::engine
