#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace plimsoll::engine {

// Copying, comparing and printing JSON recurse, so what a stranger nests without end would overflow
// the stack. Nothing the engine reads is nested a tenth as deep; Go's decoder draws its line at
// 10000.
inline constexpr int kDeepestJson = 256;

// JSON from outside: from clients and from archives. Nothing for what is none, or is nested too
// deep.
[[nodiscard]] std::optional<nlohmann::json> parse_json(std::string_view text);

}  // namespace plimsoll::engine
