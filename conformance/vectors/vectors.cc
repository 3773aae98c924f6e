#include "conformance/vectors/vectors.h"

#include <algorithm>
#include <array>
#include <utility>

#include "errors/error.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view names_json;
extern const std::string_view configuration_json;
}  // namespace data

namespace {

constexpr std::array all_outcomes = {NameOutcome::passed_on, NameOutcome::refused,
                                     NameOutcome::configured, NameOutcome::stock};

Error malformed(const std::string& label, const std::string& cause) {
  return Error({.operation = "read the name", .subject = label, .cause = cause, .remedy = {}});
}

NameOutcome outcome_from(const std::string& label, const std::string& text) {
  for (const NameOutcome outcome : all_outcomes) {
    if (to_string(outcome) == text) return outcome;
  }
  throw malformed(label, "no such outcome: " + text);
}

Edition known_edition(const std::string& label, const std::string& text) {
  const auto edition = edition_from(text);
  if (!edition) throw malformed(label, "no such edition: " + text);
  return *edition;
}

// The data keeps one entry a line, so the line is where its label stands.
int line_of(std::string_view json, const std::string& label) {
  const auto at = json.find("\"label\": \"" + label + "\"");
  if (at == std::string_view::npos) return 0;
  return 1 + static_cast<int>(std::ranges::count(json.substr(0, at), '\n'));
}

NameVector vector_of(const nlohmann::json& entry) {
  NameVector vector;
  entry.at("label").get_to(vector.label);
  entry.at("name").get_to(vector.name);
  entry.at("why").get_to(vector.why);
  entry.at("requirement").get_to(vector.requirement);
  vector.outcome = outcome_from(vector.label, entry.at("outcome").get<std::string>());
  const auto editions = entry.value("editions", nlohmann::json::array());
  for (const auto& edition : editions) {
    vector.editions.push_back(known_edition(vector.label, edition.get<std::string>()));
  }
  return vector;
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
  return filled;
}

const std::vector<NameVector>& name_vectors() {
  static const std::vector<NameVector> vectors = parse_name_vectors(data::names_json);
  return vectors;
}

std::vector<NameVector> parse_name_vectors(std::string_view json) {
  std::vector<NameVector> vectors;
  try {
    const auto document = nlohmann::json::parse(json);
    for (const auto& entry : document.at("names")) {
      NameVector vector = vector_of(entry);
      vector.line = line_of(json, vector.label);
      vectors.push_back(std::move(vector));
    }
  } catch (const nlohmann::json::exception& error) {
    throw malformed("", error.what());
  }
  return vectors;
}

nlohmann::json configured_runtimes(const Places& places) {
  nlohmann::json runtimes = nlohmann::json::parse(data::configuration_json).at("runtimes");
  fill_in_strings(runtimes, places);
  return runtimes;
}

}  // namespace plimsoll::conformance
