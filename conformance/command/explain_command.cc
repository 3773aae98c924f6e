#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/commands.h"
#include "conformance/command/testimony_text.h"
#include "conformance/command/usage_error.h"
#include "conformance/suggest/nearest.h"

namespace plimsoll::conformance {
namespace {

std::string row(std::string_view label, std::string_view value) {
  return fmt::format("  {:<12} {}\n", label, value);
}

// Which generations of engines keep the sentence, and which do otherwise.
std::string generations(const Requirement& requirement) {
  std::string text;
  for (const Edition edition : all_editions) {
    const bool holds = requirement.holds_in(edition);
    text += row(text.empty() ? "editions" : "",
                fmt::format("{:<9} {:<15} ({})", to_string(edition),
                            holds ? "promises it" : "does otherwise", releases_of(edition)));
  }
  return text;
}

std::string about(const Requirement& requirement) {
  std::string text =
      fmt::format("{} ({}, area {})\n  {}\n\n", requirement.id, to_string(requirement.level),
                  requirement.area, requirement.statement);
  if (!requirement.rationale.empty()) text += row("why", requirement.rationale);
  return text + row("source", requirement.source) + generations(requirement);
}

// Of a case that is proved by a shim's testimony: what that is, and what it was in the last run.
std::string proof(const CaseDescription& description, const std::string& report) {
  if (std::ranges::count(description.needs, Need::testimony) == 0) return "";
  std::string text;
  for (const char* line : what_testimony_is) text += row(text.empty() ? "proof" : "", line);
  const auto files = testimonies_of(description.full_name(), report);
  for (const auto& file : files) text += row("testimony", file.string()) + testimony_text(file);
  if (!files.empty()) return text;
  return text +
         row("testimony",
             "none in " + report + "/: reproduce it, or name the report of a run by --report DIR");
}

std::string about(const CaseDescription& description, const std::string& report) {
  std::string text = fmt::format("{}\n  {}\n\n", description.full_name(), description.purpose);
  int number = 0;
  for (const std::string& step : description.steps) {
    text += row(number == 0 ? "steps" : "", fmt::format("{}. {}", number + 1, step));
    ++number;
  }
  std::string needs;
  for (const Need need : description.needs) {
    needs += (needs.empty() ? "" : ", ") + std::string(to_string(need));
  }
  text += row("needs", needs.empty() ? "the target's API" : needs);
  text += row("stands in", fmt::format("{}:{}", description.file, description.line));
  text += row("reproduce", "plimsoll run --target TARGET --filter " + description.full_name());
  text += proof(description, report);
  return text + "\n" + about(*Catalogue::embedded().find(description.requirement));
}

}  // namespace

std::string explanation(const ExplainOptions& options,
                        const std::vector<CaseDescription>& all_cases) {
  const std::string& subject = options.subject;
  std::vector<std::string> known;
  for (const CaseDescription& description : all_cases) {
    if (description.full_name() == subject) return about(description, options.report);
    known.push_back(description.full_name());
  }
  const Requirement* requirement = Catalogue::embedded().find(subject);
  if (requirement == nullptr) {
    for (const Requirement& one : Catalogue::embedded().requirements()) known.push_back(one.id);
    throw UsageError("no such requirement or case: " + subject + did_you_mean(subject, known));
  }
  std::string text = about(*requirement);
  bool first = true;
  for (const CaseDescription& description : all_cases) {
    if (description.requirement != subject) continue;
    text += row(first ? "cases" : "", description.full_name());
    first = false;
  }
  return text;
}

ExitCode explain_command(const ExplainOptions& options,
                         const std::vector<CaseDescription>& all_cases) {
  std::cout << explanation(options, all_cases);
  return ExitCode::as_expected;
}

}  // namespace plimsoll::conformance
