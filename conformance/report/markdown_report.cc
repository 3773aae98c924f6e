#include "conformance/report/markdown_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/report/conclusion.h"
#include "conformance/report/markdown.h"
#include "conformance/report/redaction.h"
#include "conformance/report/tally.h"

namespace plimsoll::conformance {
namespace {

std::string opening(const TargetResult& target) {
  std::string text = fmt::format("**{}**\n\n", markdown_prose(conclusion(target)));
  if (!target.cannot_work.empty()) {
    text += "Nothing (more) could run:\n\n" + markdown_block(target.cannot_work) + "\n";
  }
  const auto problems = problems_of(target);
  if (!problems.empty()) {
    text += "To see the first of it again:\n\n" + markdown_block(problems.front().reproduce) + "\n";
  }
  return text;
}

std::string cut_short(const RunResult& run) {
  if (!run.interrupted) return {};
  std::size_t not_reached = 0;
  for (const TargetResult& target : run.targets) not_reached += target.not_reached.size();
  return fmt::format("Interrupted: {} not reached; nothing is said about them.\n\n",
                     counted(not_reached, "case"));
}

std::string counts_table(const TargetResult& target) {
  std::string table = "| verdict | cases |\n| --- | ---: |\n";
  for (const auto& [verdict, count] : counts_of(target)) {
    table += fmt::format("| {} | {} |\n", to_string(verdict), count);
  }
  if (!target.not_reached.empty()) {
    table += fmt::format("| (not-reached) | {} |\n", target.not_reached.size());
  }
  if (!target.filtered_out.empty()) {
    table += fmt::format("| (filtered-out) | {} |\n", target.filtered_out.size());
  }
  if (!target.other_shards.empty()) {
    table += fmt::format("| (other-shards) | {} |\n", target.other_shards.size());
  }
  if (const std::size_t expected = failed_as_expected(target); expected > 0) {
    table += fmt::format("| (failed as expected) | {} |\n", expected);
  }
  return table + "\n";
}

std::string requirement_line(const CaseDescription& description) {
  const Requirement* requirement = Catalogue::embedded().find(description.requirement);
  const std::string statement = requirement == nullptr ? "" : requirement->statement;
  return fmt::format("Requirement {} ({}): {}\n\n", markdown_code(description.requirement),
                     to_string(level_of(description)), markdown_prose(statement));
}

std::string finding_part(const Finding& finding) {
  return fmt::format("Expected ({}):\n\n{}\nSeen:\n\n{}\n", markdown_code(finding.where),
                     markdown_block(finding.subject + " " + finding.expected),
                     markdown_block(finding.seen));
}

std::string problem_part(const CaseResult& one) {
  std::string text = fmt::format("#### {} {}\n\n", to_string(one.outcome.verdict),
                                 markdown_code(one.description.full_name()));
  text += requirement_line(one.description);
  if (!one.outcome.reason.empty()) text += "Cause:\n\n" + markdown_block(one.outcome.reason) + "\n";
  if (!one.outcome.violation.empty()) {
    text += "Violation:\n\n" + markdown_block(one.outcome.violation) + "\n";
  }
  for (const Finding& finding : one.outcome.findings) text += finding_part(finding);
  text += "Reproduce:\n\n" + markdown_block(one.reproduce) + "\n";
  if (one.outcome.evidence.empty()) return text;
  return text + fmt::format("Evidence: {}\n\n", markdown_code(one.outcome.evidence));
}

std::string problems_part(const TargetResult& target) {
  const auto problems = problems_of(target);
  if (problems.empty()) return {};
  std::string text = "### What went wrong\n\n";
  for (const CaseResult& one : problems) text += problem_part(one);
  return text;
}

std::string deviations_part(const TargetResult& target) {
  const auto explained = explanations_of(target);
  if (explained.empty()) return {};
  std::string text = "### Failed as expected\n\n";
  for (const ExplainedFailures& one : explained) {
    text +=
        fmt::format("- {}: {} ({}): {}\n", counted(one.cases.size(), "case"),
                    markdown_prose(one.explanation.reason), markdown_code(one.explanation.source),
                    markdown_code(fmt::format("{}", fmt::join(one.cases, ", "))));
  }
  return text + "\n";
}

std::string surprises_part(const RunResult& run) {
  if (!run.expectations) return {};
  const std::string file = markdown_code(run.expectations->file);
  if (run.expectations->surprises.empty()) {
    return fmt::format("Everything is as {} expects.\n\n", file);
  }
  std::string text = fmt::format("Not as {} expects:\n\n", file);
  for (const Surprise& surprise : run.expectations->surprises) {
    const char* tolerated = run.expectations->tolerates(surprise.kind) ? " (tolerated)" : "";
    text += fmt::format("- {}{} {} ({}): {}\n", to_string(surprise.kind), tolerated,
                        markdown_code(surprise.case_name), markdown_code(surprise.entry),
                        markdown_code(surprise.story));
  }
  return text + "\n";
}

std::string reasons_part(const TargetResult& target) {
  const auto tallies = tally_by_reason(target);
  if (tallies.empty()) return {};
  std::string text = "### Not judged, by reason\n\n";
  for (const ReasonTally& tally : tallies) {
    text += fmt::format("- {}, {}: {}\n", to_string(tally.verdict),
                        counted(tally.cases.size(), "case"), markdown_code(tally.reason));
  }
  return text + "\n";
}

std::string gaps_part(const TargetResult& target) {
  const ConformityVerdict verdict = conformity_of(target);
  if (verdict.unverified.empty()) return {};
  return fmt::format("### Must requirements nobody verified\n\n{}\n\n",
                     fmt::join(verdict.unverified, ", "));
}

std::string target_part(const TargetResult& target) {
  std::string text = fmt::format("## {}\n\n", markdown_code(name_with_version(target)));
  const std::string stood_on = surroundings(target);
  if (!stood_on.empty()) text += fmt::format("Stood on {}.\n\n", markdown_code(stood_on));
  return text + counts_table(target) + problems_part(target) + deviations_part(target) +
         reasons_part(target) + gaps_part(target);
}

std::string date_part(const RunResult& run) {
  std::string text = "## The run\n\n";
  text += fmt::format("- suite: plimsoll {}\n", markdown_code(run.suite_version));
  text += fmt::format("- catalogue: {}\n", markdown_code(run.catalogue_digest));
  text += fmt::format("- host: {}\n", markdown_code(run.host));
  text += fmt::format("- seed: {}\n- shard: {}\n", run.seed, markdown_code(run.shard));
  text += fmt::format("- started: {}\n- ended: {}\n", markdown_code(run.started),
                      markdown_code(run.ended));
  const auto words = redacted(run.command_line);
  return text +
         fmt::format("- command: {}\n", markdown_code(fmt::format("{}", fmt::join(words, " "))));
}

}  // namespace

std::string markdown_report(const RunResult& run) {
  std::string text;
  for (const TargetResult& target : run.targets) text += opening(target);
  text += cut_short(run) + surprises_part(run);
  for (const TargetResult& target : run.targets) text += target_part(target);
  return text + date_part(run);
}

}  // namespace plimsoll::conformance
