#include "conformance/report/terminal_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/report/conclusion.h"
#include "conformance/report/printable.h"
#include "conformance/report/screen.h"
#include "conformance/report/tally.h"

namespace plimsoll::conformance {
namespace {

constexpr std::size_t value_limit = 4000;  // bytes of one value
constexpr std::size_t label_width = 13;

std::string padded(Verdict verdict) { return fmt::format("{:14}", to_string(verdict)); }

// "  label      first line" with the other lines beneath the first.
std::string field(std::string_view label, std::string_view value) {
  std::string text;
  for (const std::string& line : printable_lines(excerpt(value, value_limit))) {
    text += fmt::format("  {:{}}{}\n", text.empty() ? label : "", label_width, line);
  }
  return text;
}

std::string requirement_of(const CaseDescription& description) {
  const Requirement* requirement = Catalogue::embedded().find(description.requirement);
  const std::string statement = requirement == nullptr ? "" : ": " + requirement->statement;
  return fmt::format("{} ({}){}", description.requirement, to_string(level_of(description)),
                     statement);
}

std::string counts_line(const TargetResult& target) {
  std::vector<std::string> parts;
  for (const auto& [verdict, count] : counts_of(target)) {
    parts.push_back(fmt::format("{} {}", to_string(verdict), count));
    const std::size_t expected = verdict == Verdict::fail ? failed_as_expected(target) : 0;
    if (expected > 0) parts.back() += fmt::format(" ({} as expected)", expected);
  }
  if (!target.not_reached.empty()) {
    parts.push_back(fmt::format("not-reached {}", target.not_reached.size()));
  }
  if (!target.filtered_out.empty()) {
    parts.push_back(fmt::format("filtered-out {}", target.filtered_out.size()));
  }
  if (!target.other_shards.empty()) {
    parts.push_back(fmt::format("other-shards {}", target.other_shards.size()));
  }
  return fmt::format("  {}\n", fmt::join(parts, ", "));
}

std::string reason_lines(const TargetResult& target) {
  std::string text;
  for (const ReasonTally& tally : tally_by_reason(target)) {
    text += fmt::format("  {} {}: {}\n", to_string(tally.verdict), tally.cases.size(),
                        printable(tally.reason));
  }
  return text;
}

std::string flaky_line(const TargetResult& target) {
  if (target.flaky.empty()) return {};
  return fmt::format("  flaky {}: {}\n", target.flaky.size(),
                     printable(fmt::format("{}", fmt::join(target.flaky, ", "))));
}

// Every known deviation, with why.
std::string explanation_lines(const TargetResult& target) {
  std::string text;
  for (const ExplainedFailures& explained : explanations_of(target)) {
    text += fmt::format("  failed as expected {}: {} ({})\n", explained.cases.size(),
                        printable(explained.explanation.reason),
                        printable(explained.explanation.source));
  }
  return text;
}

std::string violation_lines(const TargetResult& target) {
  std::string text;
  for (const auto& [name, count] : violations_by_name(target)) {
    text += fmt::format("  {}: shown by {}\n", printable(name), counted(count, "case"));
  }
  return text;
}

std::string heading(const TargetResult& target) {
  std::string text = name_with_version(target);
  if (const std::string stood_on = surroundings(target); !stood_on.empty()) {
    text += " on " + stood_on;
  }
  return fmt::format("\n{}: {} in {:.1f} s\n", printable(text),
                     counted(target.cases.size(), "case"),
                     std::chrono::duration<double>(target.duration).count());
}

// What is not as the expectations say; what is tolerated is shown all the same.
std::string surprise_lines(const RunResult& run) {
  if (!run.expectations) return {};
  std::string text;
  for (const Surprise& surprise : run.expectations->surprises) {
    const char* tolerated = run.expectations->tolerates(surprise.kind) ? " (tolerated)" : "";
    const std::string subject = surprise.case_name.empty() ? "" : " " + surprise.case_name;
    text += fmt::format("{}{}{} ({}): {}\n", to_string(surprise.kind), tolerated,
                        printable(subject), printable(surprise.entry), printable(surprise.story));
  }
  if (text.empty()) {
    return fmt::format("Everything is as {} expects.\n\n", printable(run.expectations->file));
  }
  return fmt::format("Not as {} expects:\n{}\n", printable(run.expectations->file), text);
}

}  // namespace

std::string live_line(const Progress& progress) {
  std::string text = fmt::format("{}/{}", progress.done, progress.total);
  if (progress.problems > 0) text += "  " + counted(progress.problems, "problem");
  if (const auto left = time_left(progress.runs)) text += "  " + spoken(*left);
  return text + "  " + printable(fmt::format("{}", fmt::join(progress.running, ", ")));
}

std::string case_line(const CaseResult& one, const Progress& progress) {
  std::string text =
      fmt::format("[{}/{}] {} {} ({})", progress.done, progress.total, padded(one.outcome.verdict),
                  printable(one.description.full_name()), printable(one.description.requirement));
  // Of a cause of many lines the first says what it is about.
  if (one.outcome.reason.empty()) return text;
  return text + ": " + printable_lines(excerpt(one.outcome.reason, value_limit)).front();
}

std::string problem_text(const CaseResult& one, const std::filesystem::path& report_directory) {
  const Outcome& outcome = one.outcome;
  std::string text =
      fmt::format("\n{} {}\n", to_string(outcome.verdict), printable(one.description.full_name()));
  text += field("requirement", requirement_of(one.description));
  if (!outcome.reason.empty()) text += field("cause", outcome.reason);
  if (!outcome.violation.empty()) text += field("violation", outcome.violation);
  for (const Finding& finding : outcome.findings) {
    text += field("expected", finding.subject + " " + finding.expected);
    text += field("seen", finding.seen);
    if (!finding.where.empty()) text += field("where", finding.where);
  }
  std::string end;
  if (!outcome.evidence.empty()) {
    end += field("evidence", (report_directory / outcome.evidence).string());
  }
  return fitted_to_screen(text, end + field("reproduce", one.reproduce));
}

std::string target_text(const TargetResult& target, const std::filesystem::path& report_directory) {
  std::string text;
  for (const CaseResult& one : problems_of(target)) text += problem_text(one, report_directory);
  text += heading(target) + counts_line(target) + flaky_line(target) + reason_lines(target) +
          violation_lines(target) + explanation_lines(target);
  return text + fmt::format("  {}\n", printable(conclusion(target)));
}

std::string run_text(const RunResult& run, const std::filesystem::path& report_directory) {
  std::string text = "\n";
  if (run.interrupted) {
    text += "Interrupted: the cases that were not reached are not judged; the report says which.\n";
  }
  text += surprise_lines(run);
  const auto file = [&](const char* name) { return printable((report_directory / name).string()); };
  return text + fmt::format("Report: {}, {}, {}\n", file("summary.md"), file("report.json"),
                            file("junit.xml"));
}

}  // namespace plimsoll::conformance
