#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine::api {

// A version of the Docker Engine API: 1.24 to 1.51 are served.
struct ApiVersion {
  int major = 1;
  int minor = 51;

  auto operator<=>(const ApiVersion&) const = default;
};

inline constexpr ApiVersion kNewest{1, 51};
inline constexpr ApiVersion kOldest{1, 24};

[[nodiscard]] std::string to_string(ApiVersion version);

// A request's target, taken apart: "/v1.41/containers/json?all=1".
struct Target {
  ApiVersion version = kNewest;  // of an unversioned path: the newest
  std::string path = {};         // without version and query, still percent-encoded
  std::string query = {};
};

[[nodiscard]] Target parse_target(std::string_view target);

// Why a version is not served, in dockerd's words; nothing for one that is.
[[nodiscard]] std::optional<std::string> objection(ApiVersion version);

}  // namespace plimsoll::engine::api
