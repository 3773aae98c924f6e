#include "conformance/report/run_result.h"

#include <algorithm>

#include "conformance/report/tally.h"

namespace plimsoll::conformance {
namespace {

int without_verdict(const std::vector<CaseDescription>& cases, const Requirement& requirement,
                    Edition edition) {
  return static_cast<int>(std::ranges::count_if(cases, [&](const CaseDescription& description) {
    return description.requirement == requirement.id && description.holds_in(edition);
  }));
}

MustRequirement judged(const TargetResult& target, const Requirement& requirement) {
  MustRequirement must{.id = requirement.id, .verdicts = {}};
  for (const CaseResult& one : target.cases) {
    if (one.description.requirement == requirement.id) {
      must.verdicts.push_back(one.outcome.verdict);
    }
  }
  must.without_verdict = without_verdict(target.not_reached, requirement, target.edition) +
                         without_verdict(target.filtered_out, requirement, target.edition);
  return must;
}

}  // namespace

ExitCode RunResult::exit_code() const {
  bool failed_to_judge = targets.empty();
  for (const TargetResult& target : targets) {
    const ExitCode one =
        plimsoll::conformance::exit_code({.counts = counts_of(target), .interrupted = interrupted});
    if (one == ExitCode::violated) return one;
    failed_to_judge = failed_to_judge || one == ExitCode::harness_failed;
  }
  return failed_to_judge ? ExitCode::harness_failed : ExitCode::as_expected;
}

std::vector<MustRequirement> must_requirements(const TargetResult& target,
                                               const Catalogue& catalogue) {
  std::vector<MustRequirement> musts;
  for (const Requirement& requirement : catalogue.requirements()) {
    if (requirement.level == Level::must && requirement.holds_in(target.edition)) {
      musts.push_back(judged(target, requirement));
    }
  }
  return musts;
}

ConformityVerdict conformity_of(const TargetResult& target) {
  return judge(must_requirements(target));
}

Level level_of(const CaseDescription& description) {
  const Requirement* requirement = Catalogue::embedded().find(description.requirement);
  return requirement == nullptr ? Level::must : requirement->level;
}

}  // namespace plimsoll::conformance
