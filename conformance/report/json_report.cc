#include "conformance/report/json_report.h"

#include <nlohmann/json.hpp>

#include "conformance/report/redaction.h"
#include "conformance/report/tally.h"

namespace plimsoll::conformance {
namespace {

using OrderedJson = nlohmann::ordered_json;  // people read it as well

OrderedJson json_of(const std::vector<Finding>& findings) {
  OrderedJson list = OrderedJson::array();
  for (const Finding& finding : findings) {
    list.push_back({{"subject", finding.subject},
                    {"expected", finding.expected},
                    {"seen", finding.seen},
                    {"where", finding.where}});
  }
  return list;
}

OrderedJson json_of(const std::optional<Explanation>& explanation) {
  if (!explanation) return nullptr;
  return {{"entry", explanation->entry},
          {"reason", explanation->reason},
          {"source", explanation->source},
          {"link", explanation->link}};
}

OrderedJson json_of(const CaseResult& one) {
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
          {"violation", outcome.violation},
          {"expected", json_of(one.explanation)},
          {"duration_us", outcome.duration.count()},
          {"evidence", outcome.evidence},
          {"file", description.file},
          {"line", description.line},
          {"reproduce", one.reproduce}};
}

OrderedJson counts_json(const TargetResult& target) {
  const VerdictCounts counts = counts_of(target);
  OrderedJson object = OrderedJson::object();
  for (const Verdict verdict : all_verdicts) {
    object[std::string(to_string(verdict))] = counts.at(verdict);
  }
  return object;
}

OrderedJson reasons_json(const TargetResult& target) {
  OrderedJson list = OrderedJson::array();
  for (const ReasonTally& tally : tally_by_reason(target)) {
    list.push_back({{"verdict", to_string(tally.verdict)},
                    {"reason", tally.reason},
                    {"count", tally.cases.size()},
                    {"cases", tally.cases}});
  }
  return list;
}

OrderedJson conformity_json(const TargetResult& target) {
  const ConformityVerdict verdict = conformity_of(target);
  const std::size_t musts = must_requirements(target).size();
  return {{"verdict", to_string(verdict.conformity)},
          {"verified", musts - verdict.unverified.size() - verdict.violated.size()},
          {"unverified", verdict.unverified},
          {"violated", verdict.violated}};
}

OrderedJson list_of(const std::vector<CaseDescription>& cases) {
  OrderedJson names = OrderedJson::array();
  for (const CaseDescription& description : cases) names.push_back(description.full_name());
  return names;
}

OrderedJson json_of(const TargetResult& target) {
  OrderedJson cases = OrderedJson::array();
  for (const CaseResult& one : target.cases) cases.push_back(json_of(one));
  return {{"target", target.target},
          {"engine", target.engine},
          {"version", target.version},
          {"api_version", target.api_version},
          {"edition", to_string(target.edition)},
          {"containerd_version", target.containerd_version},
          {"runtimes", target.runtimes},
          {"conformity", conformity_json(target)},
          {"counts", counts_json(target)},
          {"failed_as_expected", failed_as_expected(target)},
          {"not_judged", reasons_json(target)},
          {"not-reached", list_of(target.not_reached)},
          {"filtered-out", list_of(target.filtered_out)},
          {"other-shards", list_of(target.other_shards)},
          {"flaky", target.flaky},
          {"cannot_work", target.cannot_work},
          {"duration_ms", target.duration.count()},
          {"cases", std::move(cases)}};
}

OrderedJson json_of(const std::optional<ExpectationsUsed>& used) {
  if (!used) return nullptr;
  OrderedJson surprises = OrderedJson::array();
  for (const Surprise& surprise : used->surprises) {
    surprises.push_back({{"kind", to_string(surprise.kind)},
                         {"target", surprise.target},
                         {"case", surprise.case_name},
                         {"entry", surprise.entry},
                         {"story", surprise.story},
                         {"tolerated", used->tolerates(surprise.kind)}});
  }
  return {{"file", used->file}, {"surprises", std::move(surprises)}};
}

}  // namespace

std::string json_report(const RunResult& run) {
  OrderedJson targets = OrderedJson::array();
  for (const TargetResult& target : run.targets) targets.push_back(json_of(target));
  const OrderedJson report = {{"format", "plimsoll-report"},
                              {"schema_version", report_schema_version},
                              {"suite_version", run.suite_version},
                              {"catalogue_digest", run.catalogue_digest},
                              {"command_line", redacted(run.command_line)},
                              {"host", run.host},
                              {"started", run.started},
                              {"ended", run.ended},
                              {"seed", run.seed},
                              {"shard", run.shard},
                              {"gate", to_string(run.gate)},
                              {"interrupted", run.interrupted},
                              {"exit_code", static_cast<int>(run.exit_code())},
                              {"expectations", json_of(run.expectations)},
                              {"targets", std::move(targets)}};
  // What was seen may be any bytes; a report has to be JSON.
  return report.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace plimsoll::conformance
