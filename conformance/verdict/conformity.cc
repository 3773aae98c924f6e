#include "conformance/verdict/conformity.h"

#include <algorithm>

namespace plimsoll::conformance {
namespace {

bool violated(const MustRequirement& requirement) {
  return std::ranges::count(requirement.verdicts, Verdict::fail) > 0;
}

// Somebody looked, and it was so or was not.
bool judged(const MustRequirement& requirement) {
  return violated(requirement) || std::ranges::count(requirement.verdicts, Verdict::pass) > 0;
}

bool verified(const MustRequirement& requirement) {
  const auto passed = std::ranges::count(requirement.verdicts, Verdict::pass);
  const auto away = std::ranges::count(requirement.verdicts, Verdict::not_applicable);
  return passed > 0 && requirement.without_verdict == 0 &&
         passed + away == std::ssize(requirement.verdicts);
}

}  // namespace

std::string_view to_string(Conformity conformity) {
  switch (conformity) {
    case Conformity::conforming:
      return "conforming";
    case Conformity::conforming_with_gaps:
      return "conforming_with_gaps";
    case Conformity::not_conforming:
      return "not_conforming";
    case Conformity::undetermined:
      return "undetermined";
  }
  return "undetermined";
}

ConformityVerdict judge(const std::vector<MustRequirement>& requirements) {
  ConformityVerdict verdict{.conformity = Conformity::conforming, .unverified = {}, .violated = {}};
  for (const MustRequirement& requirement : requirements) {
    if (violated(requirement)) {
      verdict.violated.push_back(requirement.id);
    } else if (!verified(requirement)) {
      verdict.unverified.push_back(requirement.id);
    }
  }
  if (!verdict.unverified.empty()) verdict.conformity = Conformity::conforming_with_gaps;
  if (std::ranges::none_of(requirements, judged)) verdict.conformity = Conformity::undetermined;
  if (!verdict.violated.empty()) verdict.conformity = Conformity::not_conforming;
  return verdict;
}

}  // namespace plimsoll::conformance
