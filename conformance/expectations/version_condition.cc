#include "conformance/expectations/version_condition.h"

#include <algorithm>
#include <sstream>

namespace plimsoll::conformance {

std::optional<VersionCondition::Comparison> VersionCondition::comparison(std::string_view word) {
  Operator how = Operator::equal;
  const auto takes = [&word](std::string_view sign) {
    if (!word.starts_with(sign)) return false;
    word.remove_prefix(sign.size());
    return true;
  };
  if (takes(">=")) {
    how = Operator::greater_or_equal;
  } else if (takes("<=")) {
    how = Operator::less_or_equal;
  } else if (takes(">")) {
    how = Operator::greater;
  } else if (takes("<")) {
    how = Operator::less;
  } else if (!takes("==")) {
    return std::nullopt;
  }
  const bool plain = word.find_first_not_of("0123456789.") == std::string_view::npos;
  const auto version = Version::parse(word);
  if (!plain || !version) return std::nullopt;
  return Comparison{.how = how, .with = *version};
}

std::optional<VersionCondition> VersionCondition::parse(std::string_view text) {
  VersionCondition condition;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    auto one = comparison(word);
    if (!one) return std::nullopt;
    condition.comparisons_.push_back(std::move(*one));
  }
  if (condition.comparisons_.empty() || !condition.can_hold()) return std::nullopt;
  return condition;
}

bool VersionCondition::holds(const Version& version) const {
  return std::ranges::all_of(comparisons_, [&](const Comparison& one) {
    switch (one.how) {
      case Operator::less:
        return version < one.with;
      case Operator::less_or_equal:
        return version <= one.with;
      case Operator::equal:
        return version == one.with;
      case Operator::greater_or_equal:
        return version >= one.with;
      case Operator::greater:
        return version > one.with;
    }
    return false;
  });
}

// There are versions between any two, so a condition that can hold does so at one of its bounds,
// just behind one, or before all of them.
bool VersionCondition::can_hold() const {
  if (holds(Version({}))) return true;
  return std::ranges::any_of(comparisons_, [this](const Comparison& one) {
    return holds(one.with) || holds(one.with.just_behind());
  });
}

}  // namespace plimsoll::conformance
