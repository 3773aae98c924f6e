#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/verdict/version.h"

namespace plimsoll::conformance {

// Which versions of an engine an expectation is about: comparisons that all have to hold.
//
//   VersionCondition::parse(">=20.10 <22.06")->holds(*Version::parse("20.10.24+dfsg1"));
class VersionCondition {
 public:
  // Nothing: it is none, or no version can fulfil it (">=23 <22").
  [[nodiscard]] static std::optional<VersionCondition> parse(std::string_view text);
  [[nodiscard]] bool holds(const Version& version) const;

 private:
  enum class Operator { less, less_or_equal, equal, greater_or_equal, greater };
  struct Comparison {
    Operator how;
    Version with;
  };
  [[nodiscard]] static std::optional<Comparison> comparison(std::string_view word);
  [[nodiscard]] bool can_hold() const;

  std::vector<Comparison> comparisons_;
};

}  // namespace plimsoll::conformance
