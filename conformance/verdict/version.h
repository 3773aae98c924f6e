#pragma once

#include <compare>
#include <optional>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// The numbers a release begins with: "20.10.24+dfsg1" is 20.10.24, "v4.3.1" is 4.3.1. What a
// distribution or a release candidate adds does not count; 24.0 and 24.0.0 are the same.
class Version {
 public:
  explicit Version(std::vector<int> numbers);
  // Nothing if it begins with no number ("dev", "library-import").
  [[nodiscard]] static std::optional<Version> parse(std::string_view text);

  // A version greater than this one, with hardly any between: 4.3 -> 4.3.0.0.1.
  [[nodiscard]] Version just_behind() const;

  friend bool operator==(const Version&, const Version&) = default;
  friend auto operator<=>(const Version&, const Version&) = default;

 private:
  std::vector<int> numbers_;  // without zeros at the end
};

}  // namespace plimsoll::conformance
