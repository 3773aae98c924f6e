#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::engine::api {

// "%2Fbin%2Ftrue" -> "/bin/true"; what is no escape stays as it is.
[[nodiscard]] std::string percent_decoded(std::string_view text);

// Values by name, in the order they came.
using Query = std::map<std::string, std::vector<std::string>, std::less<>>;

// "all=1&name=a+b"
[[nodiscard]] Query parse_query(std::string_view query);

}  // namespace plimsoll::engine::api
