#include "conformance/verdict/outcome.h"

#include <nlohmann/json.hpp>

#include "errors/error.h"

namespace plimsoll::conformance {

void to_json(nlohmann::json& json, const Finding& finding) {
  json = {{"subject", finding.subject},
          {"expected", finding.expected},
          {"seen", finding.seen},
          {"where", finding.where}};
}

void from_json(const nlohmann::json& json, Finding& finding) {
  json.at("subject").get_to(finding.subject);
  json.at("expected").get_to(finding.expected);
  json.at("seen").get_to(finding.seen);
  json.at("where").get_to(finding.where);
}

void to_json(nlohmann::json& json, const Outcome& outcome) {
  json = {{"case", outcome.case_name},
          {"verdict", to_string(outcome.verdict)},
          {"reason", outcome.reason},
          {"lacking", outcome.lacking},
          {"findings", outcome.findings},
          {"violation", outcome.violation},
          {"duration_us", outcome.duration.count()},
          {"evidence", outcome.evidence}};
}

void from_json(const nlohmann::json& json, Outcome& outcome) {
  json.at("case").get_to(outcome.case_name);
  const auto text = json.at("verdict").get<std::string>();
  const auto verdict = verdict_from(text);
  if (!verdict) {
    throw Error({.operation = "read an outcome",
                 .subject = outcome.case_name,
                 .cause = "no such verdict: " + text,
                 .remedy = {}});
  }
  outcome.verdict = *verdict;
  json.at("reason").get_to(outcome.reason);
  json.at("lacking").get_to(outcome.lacking);
  json.at("findings").get_to(outcome.findings);
  outcome.violation = json.value("violation", "");
  outcome.duration = std::chrono::microseconds(json.at("duration_us").get<long>());
  json.at("evidence").get_to(outcome.evidence);
}

}  // namespace plimsoll::conformance
