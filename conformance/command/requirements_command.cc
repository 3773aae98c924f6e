#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/commands.h"
#include "conformance/command/usage_error.h"
#include "conformance/report/conclusion.h"
#include "conformance/report/markdown.h"
#include "conformance/suggest/nearest.h"

namespace plimsoll::conformance {
namespace {

constexpr const char* preface =
    "# Requirements\n\n"
    "What a container engine has to keep when it chooses the runtime of a container. For an "
    "engine's\n"
    "author whose run failed: find the id, read the sentence and where it comes from, and run its\n"
    "cases with `plimsoll run --filter`; `plimsoll explain ID` tells more.\n\n"
    "Made from `conformance/catalogue/requirements.json` by `plimsoll requirements --markdown`; "
    "do\n"
    "not edit. Of each id: must, should or may; the editions that promise it; where it comes "
    "from.\n";

std::vector<std::string> cases_of(const Requirement& requirement,
                                  const std::vector<CaseDescription>& all_cases) {
  std::vector<std::string> cases;
  for (const CaseDescription& description : all_cases) {
    if (description.requirement == requirement.id) cases.push_back(description.full_name());
  }
  return cases;
}

std::vector<std::string> editions_of(const Requirement& requirement) {
  std::vector<std::string> editions;
  for (const Edition edition : requirement.editions) editions.emplace_back(to_string(edition));
  return editions;
}

// A requirement may stand for a hundred names: some are enough to find the rest.
std::string some_of(const std::vector<std::string>& cases) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> some;
  for (const std::string& name : cases) {
    if (some.size() < shown) some.push_back(markdown_code(name));
  }
  std::string text = fmt::format("{}", fmt::join(some, ", "));
  if (cases.size() > shown) text += fmt::format(" and {} more", cases.size() - shown);
  return text;
}

std::string markdown_of(const Requirement& requirement,
                        const std::vector<CaseDescription>& all_cases) {
  const auto cases = cases_of(requirement, all_cases);
  std::string text =
      fmt::format("\n### {}\n\n{}\n\n", requirement.id, markdown_prose(requirement.statement));
  if (!requirement.rationale.empty()) text += markdown_prose(requirement.rationale) + "\n\n";
  text += fmt::format("- {}, in {}\n", to_string(requirement.level),
                      requirement.editions.size() == all_editions.size()
                          ? "every edition"
                          : fmt::format("{}", fmt::join(editions_of(requirement), ", ")));
  text += fmt::format("- source: {}\n", markdown_prose(requirement.source));
  return text + fmt::format("- {}: {}\n", counted(cases.size(), "case"), some_of(cases));
}

std::string editions_table() {
  std::string table = "\n| edition | what engines promise it |\n| --- | --- |\n";
  for (const Edition edition : all_editions) {
    table += fmt::format("| {} | {} |\n", to_string(edition), releases_of(edition));
  }
  return table;
}

std::string markdown(const std::vector<CaseDescription>& all_cases) {
  const Catalogue& catalogue = Catalogue::embedded();
  std::string text = preface;
  text += fmt::format("\n{}, {}.\n", counted(catalogue.requirements().size(), "requirement"),
                      counted(all_cases.size(), "case"));
  text += editions_table();
  for (const std::string& area : catalogue.areas()) {
    text += fmt::format("\n## {}\n", area);
    for (const Requirement& requirement : catalogue.requirements()) {
      if (requirement.area == area) text += markdown_of(requirement, all_cases);
    }
  }
  return text;
}

std::string json(const std::vector<CaseDescription>& all_cases) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Requirement& requirement : Catalogue::embedded().requirements()) {
    list.push_back({{"id", requirement.id},
                    {"area", requirement.area},
                    {"level", to_string(requirement.level)},
                    {"statement", requirement.statement},
                    {"editions", editions_of(requirement)},
                    {"source", requirement.source},
                    {"rationale", requirement.rationale},
                    {"cases", cases_of(requirement, all_cases)}});
  }
  return nlohmann::ordered_json{{"requirements", list}}.dump(2) + "\n";
}

std::string plain() {
  std::string text;
  for (const Requirement& requirement : Catalogue::embedded().requirements()) {
    text += fmt::format("{:<10} {:<7} {}\n", requirement.id, to_string(requirement.level),
                        requirement.statement);
  }
  return text;
}

}  // namespace

std::string requirements_text(const RequirementsOptions& options,
                              const std::vector<CaseDescription>& all_cases) {
  if (options.format == "markdown") return markdown(all_cases);
  if (options.format == "json") return json(all_cases);
  if (options.format == "text") return plain();
  throw UsageError("--format: there is no `" + options.format + "`" +
                   did_you_mean(options.format, {"text", "markdown", "json"}));
}

ExitCode requirements_command(const RequirementsOptions& options,
                              const std::vector<CaseDescription>& all_cases) {
  std::cout << requirements_text(options, all_cases);
  return ExitCode::as_expected;
}

}  // namespace plimsoll::conformance
