#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::engine {

// What `filters` of a list asks for: values by the name of the filter.
using Filters = std::map<std::string, std::vector<std::string>, std::less<>>;

// Both ways to write it: {"status": ["exited"]}, and {"status": {"exited": true}} of newer clients.
// An empty text asks for nothing. Nothing for what is neither.
[[nodiscard]] std::optional<Filters> parse_filters(std::string_view text);

}  // namespace plimsoll::engine
