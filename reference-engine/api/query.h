#pragma once

#include <map>
#include <string>
#include <string_view>

namespace plimsoll::engine::api {

// "%2Fbin%2Ftrue" -> "/bin/true"; what is no escape stays as it is.
[[nodiscard]] std::string percent_decoded(std::string_view text);

// "all=1&name=a+b": the first of a name's values counts, as in dockerd's forms.
[[nodiscard]] std::map<std::string, std::string, std::less<>> parse_query(std::string_view query);

}  // namespace plimsoll::engine::api
