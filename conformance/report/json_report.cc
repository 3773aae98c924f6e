#include "conformance/report/json_report.h"

#include <nlohmann/json.hpp>

#include "conformance/report/redaction.h"
#include "conformance/report/tally.h"

namespace plimsoll::conformance {
namespace {

using Json = nlohmann::ordered_json;  // people read it as well

Json json_of(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"subject", finding.subject},
                    {"expected", finding.expected},
                    {"seen", finding.seen},
                    {"where", finding.where}});
  }
  return list;
}

Json json_of(const CaseResult& one) {
  const CaseDescription& description = one.description;
  const Outcome& outcome = one.outcome;
  return {{"case", description.full_name()},
          {"verdict", to_string(outcome.verdict)},
          {"area", description.area},
          {"requirement", description.requirement},
          {"level", to_string(level_of(description))},
          {"purpose", description.purpose},
          {"reason", outcome.reason},
          {"lacking", outcome.lacking},
          {"findings", json_of(outcome.findings)},
          {"duration_us", outcome.duration.count()},
          {"evidence", outcome.evidence},
          {"file", description.file},
          {"line", description.line},
          {"reproduce", one.reproduce}};
}

Json counts_json(const TargetResult& target) {
  const VerdictCounts counts = counts_of(target);
  Json object = Json::object();
  for (const Verdict verdict : all_verdicts) {
    object[std::string(to_string(verdict))] = counts.at(verdict);
  }
  return object;
}

Json reasons_json(const TargetResult& target) {
  Json list = Json::array();
  for (const ReasonTally& tally : tally_by_reason(target)) {
    list.push_back({{"verdict", to_string(tally.verdict)},
                    {"reason", tally.reason},
                    {"count", tally.cases.size()},
                    {"cases", tally.cases}});
  }
  return list;
}

Json conformity_json(const TargetResult& target) {
  const ConformityVerdict verdict = conformity_of(target);
  const std::size_t musts = must_requirements(target).size();
  return {{"verdict", to_string(verdict.conformity)},
          {"verified", musts - verdict.unverified.size() - verdict.violated.size()},
          {"unverified", verdict.unverified},
          {"violated", verdict.violated}};
}

Json names_of(const std::vector<CaseDescription>& cases) {
  Json names = Json::array();
  for (const CaseDescription& description : cases) names.push_back(description.full_name());
  return names;
}

Json json_of(const TargetResult& target) {
  Json cases = Json::array();
  for (const CaseResult& one : target.cases) cases.push_back(json_of(one));
  return {{"target", target.target},
          {"version", target.version},
          {"edition", to_string(target.edition)},
          {"containerd_version", target.containerd_version},
          {"runtimes", target.runtimes},
          {"conformity", conformity_json(target)},
          {"counts", counts_json(target)},
          {"not_judged", reasons_json(target)},
          {"not_reached", names_of(target.not_reached)},
          {"filtered_out", names_of(target.filtered_out)},
          {"cannot_work", target.cannot_work},
          {"duration_ms", target.duration.count()},
          {"cases", std::move(cases)}};
}

}  // namespace

std::string json_report(const RunResult& run) {
  Json targets = Json::array();
  for (const TargetResult& target : run.targets) targets.push_back(json_of(target));
  const Json report = {{"format", "plimsoll-report"},
                       {"schema_version", report_schema_version},
                       {"suite_version", run.suite_version},
                       {"catalogue_digest", run.catalogue_digest},
                       {"command_line", redacted(run.command_line)},
                       {"host", run.host},
                       {"started", run.started},
                       {"ended", run.ended},
                       {"interrupted", run.interrupted},
                       {"exit_code", static_cast<int>(run.exit_code())},
                       {"targets", std::move(targets)}};
  // What was seen may be any bytes; a report has to be JSON.
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace plimsoll::conformance
