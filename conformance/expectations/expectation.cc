#include "conformance/expectations/expectation.h"

#include <algorithm>

#include "conformance/expectations/text_pattern.h"
#include "conformance/runner/selection.h"

namespace plimsoll::conformance {

bool Condition::holds_for(const TargetResult& target) const {
  const auto version = Version::parse(target.version);
  const bool edition = editions.empty() || std::ranges::count(editions, target.edition) > 0;
  return edition && target.engine == engine && version && parsed && parsed->holds(*version);
}

bool ExpectedFinding::explains(const Finding& finding) const {
  return matches_text(finding.subject, subject) && matches_text(finding.seen, seen);
}

bool Expectation::is_about(const CaseDescription& description) const {
  return (cases.empty() || matches_filter(description.full_name(), cases)) &&
         (requirement.empty() || matches_text(description.requirement, requirement));
}

bool Expectation::explains(const Outcome& failure) const {
  return !failure.findings.empty() &&
         std::ranges::all_of(failure.findings, [this](const Finding& seen) {
           return std::ranges::any_of(
               findings, [&](const ExpectedFinding& expected) { return expected.explains(seen); });
         });
}

}  // namespace plimsoll::conformance
