#include "conformance/report/report_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "conformance/report/checksums.h"
#include "conformance/report/json_report.h"
#include "conformance/report/junit_report.h"
#include "conformance/report/markdown_report.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Error unreadable(const std::string& cause, const std::string& remedy = {}) {
  return Error({.operation = "read", .subject = "report.json", .cause = cause, .remedy = remedy});
}

template <typename Value>
Value known(const std::optional<Value>& value, const Json& text) {
  if (!value) throw unreadable("there is no " + text.dump());
  return *value;
}

CaseDescription described(const std::string& name, const std::vector<CaseDescription>& all_cases) {
  const auto found = std::ranges::find(all_cases, name, &CaseDescription::full_name);
  if (found != all_cases.end()) return *found;
  throw unreadable("this suite has no case " + name, "read it with the plimsoll that made it");
}

std::vector<CaseDescription> described(const Json& names,
                                       const std::vector<CaseDescription>& all_cases) {
  std::vector<CaseDescription> cases;
  for (const Json& name : names) cases.push_back(described(name.get<std::string>(), all_cases));
  return cases;
}

std::optional<Explanation> explanation_in(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return Explanation{.entry = json.at("entry"),
                     .reason = json.at("reason"),
                     .source = json.at("source"),
                     .link = json.at("link")};
}

CaseResult case_in(const Json& json, const std::vector<CaseDescription>& all_cases) {
  CaseResult one{.description = described(json.at("case").get<std::string>(), all_cases),
                 .outcome = {},
                 .reproduce = json.at("reproduce"),
                 .explanation = explanation_in(json.at("expected"))};
  json.at("area").get_to(one.description.area);
  json.at("purpose").get_to(one.description.purpose);
  json.at("requirement").get_to(one.description.requirement);
  json.at("file").get_to(one.description.file);
  json.at("line").get_to(one.description.line);
  one.outcome = json.get<Outcome>();
  return one;
}

TargetResult target_in(const Json& json, const std::vector<CaseDescription>& all_cases) {
  TargetResult target;
  json.at("target").get_to(target.target);
  json.at("engine").get_to(target.engine);
  json.at("version").get_to(target.version);
  json.at("api_version").get_to(target.api_version);
  target.edition = known(edition_from(json.at("edition").get<std::string>()), json.at("edition"));
  json.at("containerd_version").get_to(target.containerd_version);
  json.at("runtimes").get_to(target.runtimes);
  target.duration = std::chrono::milliseconds(json.at("duration_ms").get<long>());
  for (const Json& one : json.at("cases")) target.cases.push_back(case_in(one, all_cases));
  target.not_reached = described(json.at("not-reached"), all_cases);
  target.filtered_out = described(json.at("filtered-out"), all_cases);
  target.other_shards = described(json.at("other-shards"), all_cases);
  json.at("flaky").get_to(target.flaky);
  json.at("cannot_work").get_to(target.cannot_work);
  return target;
}

std::optional<ExpectationsUsed> expectations_in(const Json& json) {
  if (json.is_null()) return std::nullopt;
  ExpectationsUsed used{.file = json.at("file"), .surprises = {}, .tolerated = {}};
  for (const Json& one : json.at("surprises")) {
    const auto kind = known(surprise_kind_from(one.at("kind").get<std::string>()), one.at("kind"));
    used.surprises.push_back({.kind = kind,
                              .target = one.at("target"),
                              .case_name = one.at("case"),
                              .entry = one.at("entry"),
                              .story = one.at("story")});
    if (one.at("tolerated").get<bool>() && !used.tolerates(kind)) used.tolerated.push_back(kind);
  }
  return used;
}

RunResult run_in(const Json& json, const std::vector<CaseDescription>& all_cases) {
  if (json.at("format") != "plimsoll-report") throw unreadable("it is no report of plimsoll's");
  if (json.at("schema_version") != report_schema_version) {
    throw unreadable("it is of version " + json.at("schema_version").dump() + ", and this reads " +
                         std::to_string(report_schema_version),
                     "read it with the plimsoll that made it");
  }
  RunResult run;
  json.at("suite_version").get_to(run.suite_version);
  json.at("catalogue_digest").get_to(run.catalogue_digest);
  json.at("command_line").get_to(run.command_line);
  json.at("host").get_to(run.host);
  json.at("started").get_to(run.started);
  json.at("ended").get_to(run.ended);
  json.at("interrupted").get_to(run.interrupted);
  json.at("seed").get_to(run.seed);
  json.at("shard").get_to(run.shard);
  run.gate = known(level_from(json.at("gate").get<std::string>()), json.at("gate"));
  run.expectations = expectations_in(json.at("expectations"));
  for (const Json& one : json.at("targets")) run.targets.push_back(target_in(one, all_cases));
  return run;
}

fs::path file_of(const fs::path& report) {
  return fs::is_directory(report) ? report / "report.json" : report;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (stream) return {std::istreambuf_iterator<char>(stream), {}};
  throw Error({.operation = "read",
               .subject = file.string(),
               .cause = "there is no such report",
               .remedy = {}});
}

}  // namespace

RunResult parse_report(std::string_view json, const std::vector<CaseDescription>& all_cases) {
  try {
    return run_in(Json::parse(json), all_cases);
  } catch (const Json::exception& error) {
    throw unreadable(error.what());
  }
}

RunResult read_report(const fs::path& report, const std::vector<CaseDescription>& all_cases) {
  return parse_report(text_of(file_of(report)), all_cases);
}

std::vector<std::string> contradictions_in(const fs::path& report,
                                           const std::vector<CaseDescription>& all_cases) {
  std::vector<std::string> faults = not_as_summed(report);
  const RunResult run = read_report(report, all_cases);
  const auto compare = [&](const char* name, const std::string& follows) {
    if (!fs::exists(report / name) || text_of(report / name) == follows) return;
    faults.push_back(std::string(name) + " says what does not follow from the cases' verdicts");
  };
  compare("report.json", json_report(run));
  compare("junit.xml", junit_report(run));
  compare("summary.md", markdown_report(run));
  return faults;
}

}  // namespace plimsoll::conformance
