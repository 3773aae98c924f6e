#include "conformance/report/junit_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>

#include "conformance/report/conclusion.h"
#include "conformance/report/tally.h"
#include "conformance/report/xml.h"

namespace plimsoll::conformance {
namespace {

using Seconds = std::chrono::duration<double>;

std::string seconds(Seconds duration) { return fmt::format("{:.3f}", duration.count()); }

struct Counts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;
};

Counts counts_of_cases(const TargetResult& target) {
  VerdictCounts counts = counts_of(target);
  const auto expected = static_cast<int>(failed_as_expected(target));
  Counts suite{.tests = static_cast<int>(target.cases.size()),
               .failures = counts[Verdict::fail] - expected,
               .errors = counts[Verdict::broken],
               .skipped = counts[Verdict::skip] + counts[Verdict::not_applicable] + expected};
  if (!target.not_reached.empty()) {
    ++suite.tests;
    ++suite.errors;
  }
  return suite;
}

// What a failure says: for each finding what was expected and what was seen, then how to see it
// again.
std::string story_of(const CaseResult& one) {
  std::string story;
  if (!one.outcome.reason.empty()) story += one.outcome.reason + "\n";
  if (!one.outcome.violation.empty()) story += "violation: " + one.outcome.violation + "\n";
  for (const Finding& finding : one.outcome.findings) {
    story += fmt::format("expected: {} {}\nseen: {}\nwhere: {}\n", finding.subject,
                         finding.expected, finding.seen, finding.where);
  }
  if (!one.outcome.evidence.empty()) story += "evidence: " + one.outcome.evidence + "\n";
  return story + "reproduce: " + one.reproduce + "\n";
}

std::string headline_of(const CaseResult& one) {
  if (one.outcome.findings.empty()) return one.outcome.reason;
  const Finding& first = one.outcome.findings.front();
  return fmt::format("{}: {} {}", one.description.requirement, first.subject, first.expected);
}

void write_outcome(XmlWriter& xml, const CaseResult& one) {
  const std::string word(to_string(one.outcome.verdict));
  switch (one.outcome.verdict) {
    case Verdict::pass:
      return;
    case Verdict::fail:
      // A known deviation must not redden what is green by our own exit code. The word stays.
      if (one.explanation) {
        xml.leaf("skipped", {{"message", "fail, as expected: " + one.explanation->reason}});
        return;
      }
      xml.leaf("failure", {{"message", headline_of(one)}, {"type", word}}, story_of(one));
      return;
    case Verdict::broken:
      xml.leaf("error", {{"message", headline_of(one)}, {"type", word}}, story_of(one));
      return;
    case Verdict::skip:
    case Verdict::not_applicable:
      xml.leaf("skipped", {{"message", word + ": " + one.outcome.reason}});
      return;
  }
}

void write_property(XmlWriter& xml, std::string_view name, const std::string& value) {
  xml.leaf("property", {{"name", std::string(name)}, {"value", value}});
}

void write_case(XmlWriter& xml, const CaseResult& one, const std::string& package) {
  const CaseDescription& description = one.description;
  xml.open("testcase", {{"name", description.name},
                        {"classname", package + description.suite},
                        {"time", seconds(one.outcome.duration)},
                        {"file", description.file},
                        {"line", std::to_string(description.line)}});
  xml.open("properties", {});
  write_property(xml, "requirement", description.requirement);
  write_property(xml, "level", std::string(to_string(level_of(description))));
  write_property(xml, "verdict", std::string(to_string(one.outcome.verdict)));
  xml.close("properties");
  write_outcome(xml, one);
  xml.close("testcase");
}

void write_cut_short(XmlWriter& xml, const TargetResult& target) {
  if (target.not_reached.empty()) return;
  xml.open("testcase", {{"name", "ReachedEveryCase"}, {"classname", "Plimsoll"}, {"time", "0"}});
  const std::string message =
      "interrupted: " + counted(target.not_reached.size(), "case") + " not reached";
  xml.leaf("error", {{"message", message}, {"type", "interrupted"}});
  xml.close("testcase");
}

// What is not as the expectations say, and gates, is a failure here as well: tools look at nothing
// else. It belongs to a target, or to none; then the first one tells it.
std::vector<Surprise> surprises_told_with(const RunResult& run, const TargetResult& target) {
  std::vector<Surprise> told;
  if (!run.expectations) return told;
  for (const Surprise& surprise : run.expectations->surprises) {
    const bool first = surprise.target.empty() && &target == &run.targets.front();
    const bool gates = surprise.kind != SurpriseKind::changed_message &&
                       !run.expectations->tolerates(surprise.kind);
    if (gates && (first || surprise.target == target.target)) told.push_back(surprise);
  }
  return told;
}

void write_surprises(XmlWriter& xml, const std::vector<Surprise>& surprises) {
  for (const Surprise& surprise : surprises) {
    const std::string kind(to_string(surprise.kind));
    const std::string subject = surprise.case_name.empty() ? surprise.entry : surprise.case_name;
    xml.open("testcase",
             {{"name", kind + " " + subject}, {"classname", "Expectations"}, {"time", "0"}});
    xml.leaf("failure", {{"message", surprise.story}, {"type", kind}}, surprise.entry);
    xml.close("testcase");
  }
}

Counts counts_of_suite(const RunResult& run, const TargetResult& target) {
  Counts counts = counts_of_cases(target);
  const auto surprises = static_cast<int>(surprises_told_with(run, target).size());
  counts.tests += surprises;
  counts.failures += surprises;
  return counts;
}

void write_suite(XmlWriter& xml, const RunResult& run, const TargetResult& target) {
  const Counts counts = counts_of_suite(run, target);
  xml.open("testsuite", {{"name", target.target},
                         {"tests", std::to_string(counts.tests)},
                         {"failures", std::to_string(counts.failures)},
                         {"errors", std::to_string(counts.errors)},
                         {"skipped", std::to_string(counts.skipped)},
                         {"time", seconds(target.duration)},
                         {"timestamp", run.started}});
  xml.open("properties", {});
  write_property(xml, "suite_version", run.suite_version);
  write_property(xml, "catalogue_digest", run.catalogue_digest);
  write_property(xml, "host", run.host);
  write_property(xml, "target_version", target.version);
  write_property(xml, "edition", std::string(to_string(target.edition)));
  write_property(xml, "filtered-out", std::to_string(target.filtered_out.size()));
  write_property(xml, "not-reached", std::to_string(target.not_reached.size()));
  write_property(xml, "other-shards", std::to_string(target.other_shards.size()));
  write_property(xml, "seed", std::to_string(run.seed));
  write_property(xml, "surroundings", surroundings(target));
  write_property(xml, "conformity", std::string(to_string(conformity_of(target).conformity)));
  xml.close("properties");
  // Tools put results together by class and name; two targets must not become one there.
  const std::string package = run.targets.size() > 1 ? target.target + "." : std::string();
  for (const CaseResult& one : target.cases) write_case(xml, one, package);
  write_cut_short(xml, target);
  write_surprises(xml, surprises_told_with(run, target));
  xml.close("testsuite");
}

}  // namespace

std::string junit_report(const RunResult& run) {
  Counts all;
  Seconds duration{0};
  for (const TargetResult& target : run.targets) {
    const Counts suite = counts_of_suite(run, target);
    all.tests += suite.tests;
    all.failures += suite.failures;
    all.errors += suite.errors;
    all.skipped += suite.skipped;
    duration += target.duration;
  }
  XmlWriter xml;
  xml.open("testsuites", {{"name", "plimsoll"},
                          {"tests", std::to_string(all.tests)},
                          {"failures", std::to_string(all.failures)},
                          {"errors", std::to_string(all.errors)},
                          {"skipped", std::to_string(all.skipped)},
                          {"time", seconds(duration)}});
  for (const TargetResult& target : run.targets) write_suite(xml, run, target);
  xml.close("testsuites");
  return xml.document();
}

}  // namespace plimsoll::conformance
