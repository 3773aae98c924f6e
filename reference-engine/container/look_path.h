#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// Why `program` cannot be executed, in the words of Go's exec.LookPath; nothing if it can. A name
// without a slash is looked for in the directories of `path`.
[[nodiscard]] std::optional<std::string> why_not_executable(const std::string& program,
                                                            std::string_view path);

}  // namespace plimsoll::engine
