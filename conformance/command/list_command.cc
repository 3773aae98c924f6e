#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/commands.h"
#include "conformance/command/usage_error.h"
#include "conformance/suggest/nearest.h"

namespace plimsoll::conformance {
namespace {

nlohmann::ordered_json json_of(const CaseDescription& description) {
  nlohmann::ordered_json needs = nlohmann::ordered_json::array();
  for (const Need need : description.needs) needs.push_back(to_string(need));
  nlohmann::ordered_json editions = nlohmann::ordered_json::array();
  for (const Edition edition : all_editions) {
    if (description.holds_in(edition)) editions.push_back(to_string(edition));
  }
  return {{"name", description.full_name()},
          {"area", description.area},
          {"requirement", description.requirement},
          {"level", to_string(Catalogue::embedded().find(description.requirement)->level)},
          {"purpose", description.purpose},
          {"steps", description.steps},
          {"needs", needs},
          {"editions", editions},
          {"file", description.file},
          {"line", description.line}};
}

}  // namespace

std::string list_text(const ListOptions& options, const std::vector<CaseDescription>& all_cases) {
  if (options.format == "json") {
    nlohmann::ordered_json cases = nlohmann::ordered_json::array();
    for (const CaseDescription& description : all_cases) cases.push_back(json_of(description));
    return nlohmann::ordered_json{{"cases", cases}}.dump(2) + "\n";
  }
  if (options.format != "text") {
    throw UsageError("--format: there is no `" + options.format + "`" +
                     did_you_mean(options.format, {"text", "json"}));
  }
  std::string text;
  for (const CaseDescription& description : all_cases) {
    text += fmt::format("{:<48} {:<10} {}\n", description.full_name(), description.requirement,
                        description.purpose);
  }
  return text;
}

ExitCode list_command(const ListOptions& options, const std::vector<CaseDescription>& all_cases) {
  std::cout << list_text(options, all_cases);
  return ExitCode::as_expected;
}

}  // namespace plimsoll::conformance
