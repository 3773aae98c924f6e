#include "conformance/report/conclusion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/report/tally.h"

namespace plimsoll::conformance {
namespace {

constexpr std::size_t ids_shown = 12;  // report.json has them all

std::string list_of(const std::vector<std::string>& ids) {
  const auto shown = std::min(ids.size(), ids_shown);
  std::string list =
      fmt::format("{}", fmt::join(ids.begin(), ids.begin() + static_cast<long>(shown), ", "));
  if (shown < ids.size()) list += fmt::format(" and {} more", ids.size() - shown);
  return list;
}

std::string promised(Edition edition) {
  return fmt::format("edition {} ({})", to_string(edition), releases_of(edition));
}

std::string verified_part(const ConformityVerdict& verdict, std::size_t musts) {
  if (verdict.unverified.empty())
    return fmt::format("all {} must requirements are verified", musts);
  return fmt::format("{} of {} must requirements are not verified: {}", verdict.unverified.size(),
                     musts, list_of(verdict.unverified));
}

std::string gaps_beside(const ConformityVerdict& verdict) {
  if (verdict.unverified.empty()) return {};
  return fmt::format("; {} more are not verified", verdict.unverified.size());
}

// A violation with a name is what its reader remembers.
std::string named_violations(const TargetResult& target) {
  std::string text;
  for (const auto& [name, count] : violations_by_name(target)) {
    text += fmt::format(" A {} is shown by {}.", name, counted(count, "case"));
  }
  return text;
}

std::string known_deviations(const TargetResult& target) {
  const std::size_t expected = failed_as_expected(target);
  if (expected == 0) return {};
  const auto failed = static_cast<std::size_t>(counts_of(target)[Verdict::fail]);
  return fmt::format(" Known deviations: {} of {}.", expected, counted(failed, "failure"));
}

// A should that is not kept leaves an engine conforming, but nobody is to overlook it.
std::string beyond_the_musts(const TargetResult& target) {
  const auto failed = std::ranges::count_if(target.cases, [](const CaseResult& one) {
    return one.outcome.verdict == Verdict::fail && level_of(one.description) != Level::must;
  });
  if (failed == 0) return {};
  return fmt::format(" Beyond the musts, {} failed.",
                     counted(static_cast<std::size_t>(failed), "case"));
}

}  // namespace

std::string counted(std::size_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string name_with_version(const TargetResult& target) {
  return target.version.empty() ? target.target : target.target + " " + target.version;
}

std::string surroundings(const TargetResult& target) {
  std::vector<std::string> parts = target.runtimes;
  if (!target.containerd_version.empty()) {
    parts.insert(parts.begin(), "containerd " + target.containerd_version);
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string conclusion(const TargetResult& target) {
  const std::string name = name_with_version(target);
  const std::string edition = promised(target.edition);
  VerdictCounts counts = counts_of(target);
  if (counts[Verdict::pass] + counts[Verdict::fail] == 0) {
    return fmt::format("Nothing is known about {}: no requirement of {} was verified.", name,
                       edition);
  }
  const std::size_t musts = must_requirements(target).size();
  const ConformityVerdict verdict = conformity_of(target);
  std::string text;
  switch (verdict.conformity) {
    case Conformity::conforming:
      text =
          fmt::format("{} is conforming to {}: {}.", name, edition, verified_part(verdict, musts));
      break;
    case Conformity::conforming_with_gaps:
      text = fmt::format("{} is conforming with gaps to {}: nothing is violated, but {}.", name,
                         edition, verified_part(verdict, musts));
      break;
    case Conformity::undetermined:
      text = fmt::format("Nothing is known about {} by edition {}: {}.", name,
                         to_string(target.edition), verified_part(verdict, musts));
      break;
    case Conformity::not_conforming:
      text = fmt::format(
          "{} is not conforming to {}: {} of {} must requirements are violated: {}{}.", name,
          edition, verdict.violated.size(), musts, list_of(verdict.violated), gaps_beside(verdict));
      break;
  }
  return text + named_violations(target) + known_deviations(target) + beyond_the_musts(target);
}

}  // namespace plimsoll::conformance
