#include "conformance/vectors/vectors.h"

#include <algorithm>
#include <array>
#include <utility>

#include "conformance/data/data_file.h"
#include "conformance/vectors/entry.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view names_json;
extern const std::string_view configuration_json;
}  // namespace data

namespace {

constexpr std::array all_outcomes = {NameOutcome::passed_on, NameOutcome::refused,
                                     NameOutcome::configured, NameOutcome::stock};

NameOutcome outcome_in(const DataNode& node) {
  std::vector<std::string> known;
  for (const NameOutcome outcome : all_outcomes) known.emplace_back(to_string(outcome));
  const std::string text = node.one_of(known);
  return *std::ranges::find(all_outcomes, text,
                            [](NameOutcome outcome) { return std::string(to_string(outcome)); });
}

NameVector vector_of(const DataNode& entry) {
  entry.allow_only({"label", "name", "why", "outcome", "requirement", "editions"});
  return {.label = entry.at("label").text_that_says_something(),
          .name = entry.at("name").text(),
          .why = entry.at("why").text_that_says_something(),
          .outcome = outcome_in(entry.at("outcome")),
          .requirement = entry.at("requirement").text_that_says_something(),
          .editions = editions_in(entry),
          .line = entry.at("label").line()};
}

void replace_all(std::string& text, std::string_view placeholder, const std::string& value) {
  for (auto at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + value.size())) {
    text.replace(at, placeholder.size(), value);
  }
}

void fill_in_strings(nlohmann::json& value, const Places& places) {
  if (value.is_string()) {
    value = fill_in(value.get<std::string>(), places);
  } else if (value.is_structured()) {
    for (auto& element : value) fill_in_strings(element, places);
  }
}

}  // namespace

std::string_view to_string(NameOutcome outcome) {
  switch (outcome) {
    case NameOutcome::passed_on:
      return "passed-on";
    case NameOutcome::refused:
      return "refused";
    case NameOutcome::configured:
      return "configured";
    case NameOutcome::stock:
      return "stock";
  }
  return "refused";
}

std::string fill_in(std::string_view text, const Places& places) {
  std::string filled(text);
  replace_all(filled, "${CANARIES}", places.canaries);
  replace_all(filled, "${RUNC}", places.runc);
  replace_all(filled, "${CRUN}", places.crun);
  replace_all(filled, "${TESTIFIER}", places.testifier);
  replace_all(filled, "${SHIMS}", places.shims);
  return filled;
}

const std::vector<NameVector>& name_vectors() {
  static const std::vector<NameVector> vectors = parse_name_vectors(data::names_json);
  return vectors;
}

std::vector<NameVector> parse_name_vectors(std::string_view json, const std::string& file) {
  std::vector<NameVector> vectors;
  const DataNode root = read_data(json, file);
  root.allow_only({"names"});
  for (const DataNode& entry : root.at("names").elements()) vectors.push_back(vector_of(entry));
  // No names, no cases: what lost its data must not pass for it.
  if (vectors.empty()) throw root.fault("it has no name");
  return vectors;
}

nlohmann::json configured_runtimes(const Places& places) {
  nlohmann::json runtimes = nlohmann::json::parse(data::configuration_json).at("runtimes");
  fill_in_strings(runtimes, places);
  return runtimes;
}

}  // namespace plimsoll::conformance
