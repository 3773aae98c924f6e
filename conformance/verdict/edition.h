#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace plimsoll::conformance {

// What engines of a generation promise. A requirement lists the editions it holds in.
enum class Edition {
  pre_2022,        // dockerd 20.10: configured and stock names only
  from_2022,       // 22.06, 23.0: names of shims are passed on
  from_2023_plus,  // 24.0 and later: runtimeType and options in the configuration as well
};

inline constexpr std::array all_editions = {Edition::pre_2022, Edition::from_2022,
                                            Edition::from_2023_plus};
inline constexpr Edition newest_edition = Edition::from_2023_plus;

[[nodiscard]] std::string_view to_string(Edition edition);
[[nodiscard]] std::optional<Edition> edition_from(std::string_view text);

// The releases that promise this, for people.
[[nodiscard]] std::string_view releases_of(Edition edition);

}  // namespace plimsoll::conformance
