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
                         without_verdict(target.filtered_out, requirement, target.edition) +
                         without_verdict(target.other_shards, requirement, target.edition);
  return must;
}

// A changed message is a failure that is not excused already.
long gating_surprises(const RunResult& run) {
  if (!run.expectations) return 0;
  return std::ranges::count_if(run.expectations->surprises, [&](const Surprise& surprise) {
    return surprise.kind != SurpriseKind::changed_message &&
           !run.expectations->tolerates(surprise.kind);
  });
}

}  // namespace

ExitCode RunResult::exit_code() const {
  bool failed_to_judge = targets.empty();
  for (const TargetResult& target : targets) {
    const auto excused = std::ranges::count_if(target.cases, [&](const CaseResult& one) {
      return one.outcome.verdict == Verdict::fail && is_excused(*this, target, one);
    });
    const ExitCode one = plimsoll::conformance::exit_code({.counts = counts_of(target),
                                                           .excused = static_cast<int>(excused),
                                                           .interrupted = interrupted});
    if (one == ExitCode::violated) return one;
    failed_to_judge = failed_to_judge || one == ExitCode::harness_failed;
  }
  if (failed_to_judge) return ExitCode::harness_failed;
  return gating_surprises(*this) > 0 ? ExitCode::violated : ExitCode::as_expected;
}

bool ExpectationsUsed::tolerates(SurpriseKind kind) const {
  return std::ranges::count(tolerated, kind) > 0;
}

bool is_excused(const RunResult& run, const TargetResult& target, const CaseResult& failed,
                const Catalogue& catalogue) {
  if (failed.explanation || level_of(failed.description, catalogue) > run.gate) return true;
  if (!run.expectations || !run.expectations->tolerates(SurpriseKind::changed_message)) {
    return false;
  }
  return std::ranges::any_of(run.expectations->surprises, [&](const Surprise& surprise) {
    return surprise.kind == SurpriseKind::changed_message && surprise.target == target.target &&
           surprise.case_name == failed.description.full_name();
  });
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

Level level_of(const CaseDescription& description, const Catalogue& catalogue) {
  const Requirement* requirement = catalogue.find(description.requirement);
  return requirement == nullptr ? Level::must : requirement->level;
}

}  // namespace plimsoll::conformance
