#include "conformance/report/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "conformance/report/conclusion.h"

namespace plimsoll::conformance {
namespace {

std::map<std::string, const CaseResult*> by_name(const TargetResult& target) {
  std::map<std::string, const CaseResult*> cases;
  for (const CaseResult& one : target.cases) cases[one.description.full_name()] = &one;
  return cases;
}

// Of a failure what its first finding says; of the others why there is no verdict.
std::string said(const CaseResult& one) {
  const Outcome& outcome = one.outcome;
  if (outcome.findings.empty()) return outcome.reason;
  return fmt::format("{}: {}", outcome.findings.front().subject, outcome.findings.front().seen);
}

std::string with_why(const CaseResult& one) {
  const std::string why = said(one);
  const std::string word(to_string(one.outcome.verdict));
  return why.empty() ? word : fmt::format("{} ({})", word, why);
}

void compare(const CaseResult& before, const CaseResult& after, std::vector<std::string>& told) {
  const std::string name = before.description.full_name();
  if (before.outcome.verdict != after.outcome.verdict) {
    told.push_back(fmt::format("{} ({}): {} -> {}", name, before.description.requirement,
                               with_why(before), with_why(after)));
  } else if (said(before) != said(after)) {
    told.push_back(fmt::format("{} ({}): still {}, but {} -> {}", name,
                               before.description.requirement, to_string(before.outcome.verdict),
                               said(before), said(after)));
  }
}

void compare(const TargetResult& before, const TargetResult& after,
             std::vector<std::string>& told) {
  const auto word = [](const TargetResult& target) {
    return fmt::format("{} {} by edition {}", name_with_version(target),
                       to_string(conformity_of(target).conformity), to_string(target.edition));
  };
  if (word(before) != word(after)) told.push_back(word(before) + " -> " + word(after));
  const auto old = by_name(before);
  const auto fresh = by_name(after);
  for (const auto& [name, one] : old) {
    const auto found = fresh.find(name);
    if (found == fresh.end()) {
      told.push_back(fmt::format("{}: {} -> not in the second report", name, with_why(*one)));
    } else {
      compare(*one, *found->second, told);
    }
  }
  for (const auto& [name, one] : fresh) {
    if (old.contains(name)) continue;
    told.push_back(fmt::format("{}: not in the first report -> {}", name, with_why(*one)));
  }
}

const TargetResult* find(const RunResult& run, const std::string& target) {
  const auto found = std::ranges::find(run.targets, target, &TargetResult::target);
  return found == run.targets.end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::string> differences(const RunResult& before, const RunResult& after) {
  std::vector<std::string> told;
  if (before.catalogue_digest != after.catalogue_digest) {
    told.push_back("the two were judged by different catalogues");
  }
  if (before.targets.size() == 1 && after.targets.size() == 1) {
    compare(before.targets.front(), after.targets.front(), told);
    return told;
  }
  for (const TargetResult& target : before.targets) {
    if (const TargetResult* same = find(after, target.target)) {
      compare(target, *same, told);
    } else {
      told.push_back(target.target + ": not in the second report");
    }
  }
  for (const TargetResult& target : after.targets) {
    if (find(before, target.target) == nullptr) {
      told.push_back(target.target + ": not in the first report");
    }
  }
  return told;
}

}  // namespace plimsoll::conformance
