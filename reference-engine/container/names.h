#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// 64 hexadecimal digits, as every Docker container id.
[[nodiscard]] std::string random_container_id();

// "steady_magellan"; not unique, so the caller asks again when it is taken.
[[nodiscard]] std::string random_container_name();

// The name without the leading '/' a client may send.
[[nodiscard]] std::string_view bare_name(std::string_view name);

// The text of the 400 for a name Docker would refuse, or nothing (moby
// v28.5.2:daemon/names/names.go, daemon/names.go reserveName).
[[nodiscard]] std::optional<std::string> why_name_is_invalid(std::string_view name);

// The text of the 409 (moby v28.5.2:daemon/names.go:47).
[[nodiscard]] std::string name_conflict(std::string_view name, std::string_view holder_id);

}  // namespace plimsoll::engine
