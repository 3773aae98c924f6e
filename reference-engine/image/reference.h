#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// An image reference in full: "busybox" is "docker.io/library/busybox:latest", as containerd's
// records spell it. Nothing for what is no reference.
[[nodiscard]] std::optional<std::string> full_reference(std::string_view text);

// The short form people use: "busybox:latest".
[[nodiscard]] std::string familiar_reference(std::string_view full);

// "sha256:" and hexadecimal digits, or such digits alone, as an id or the beginning of one.
[[nodiscard]] bool may_be_an_id(std::string_view text);

}  // namespace plimsoll::engine
