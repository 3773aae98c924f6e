#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

CaseDescription described(const std::string& area, const std::string& name,
                          const std::string& requirement) {
  return {.area = area,
          .suite = suite_of(area),
          .name = name,
          .purpose = "Shows what a case looks like.",
          .requirement = requirement,
          .steps = {"do it", "look"},
          .needs = {},
          .editions = {},
          .file = "conformance/cases/" + area + ".cc",
          .line = 7};
}

CaseResult result(const CaseDescription& description, Outcome outcome) {
  const std::string name = description.full_name();
  outcome.case_name = name;
  outcome.duration = std::chrono::microseconds(12345);
  return {.description = description,
          .outcome = std::move(outcome),
          .reproduce = "plimsoll run --target reference --filter " + name};
}

CaseResult failed() {
  return result(described("passthrough", "KataByName", "PASS-001"),
                {.verdict = Verdict::fail,
                 .findings = {{.subject = "answer to create",
                               .expected = "is accepted with 201",
                               .seen = "answered 400 {\"message\": \"unknown or invalid runtime "
                                       "name: io.containerd.kata.v2\"}",
                               .where = "conformance/cases/passthrough.cc:31"},
                              {.subject = "programs executed",
                               .expected = "contains at least one /usr/bin/containerd-shim-kata-v2",
                               .seen = "{}\nand a \x1b[31mred\x1b[0m word",
                               .where = "conformance/cases/passthrough.cc:34"}},
                 .evidence = "evidence/Passthrough.KataByName"});
}

RunResult dated() {
  return {.suite_version = "0.1.0",
          .catalogue_digest = std::string(64, 'c'),
          .command_line = {"plimsoll", "run", "--target", "reference"},
          .host = "Debian GNU/Linux 12 (bookworm), Linux 6.1.0-13-amd64, 2 cores",
          .started = "2024-05-06T07:08:09Z",
          .ended = "2024-05-06T07:08:20Z"};
}

TargetResult reference() {
  TargetResult target;
  target.target = "reference";
  target.version = "0.1.0";
  target.containerd_version = "1.6.20";
  target.runtimes = {"runc 1.1.5"};
  target.duration = std::chrono::milliseconds(10400);
  return target;
}

CaseResult passed(const CaseDescription& description) {
  return result(description, {.verdict = Verdict::pass});
}

}  // namespace

RunResult sample_run() {
  RunResult run = dated();
  TargetResult target = reference();
  target.cases = {
      passed(described("refusal", "Root", "REF-001")), failed(),
      result(described("stock", "Crun", "STOCK-001"),
             {.verdict = Verdict::skip, .reason = "crun is not installed", .lacking = "crun"}),
      result(described("configured", "Options", "CONF-001"),
             {.verdict = Verdict::not_applicable, .reason = "edition 2023+ does not promise it"}),
      result(described("default", "Empty", "DEF-001"),
             {.verdict = Verdict::broken, .reason = "the worker was killed by signal 9 (Killed)"})};
  target.filtered_out = {described("refusal", "RootDot", "REF-001")};
  run.targets.push_back(std::move(target));
  return run;
}

RunResult conforming_run(Edition edition) {
  RunResult run = dated();
  TargetResult target = reference();
  target.edition = edition;
  for (const Requirement& requirement : Catalogue::embedded().requirements()) {
    if (requirement.level != Level::must || !requirement.holds_in(edition)) continue;
    target.cases.push_back(passed(described(requirement.area, "Shown", requirement.id)));
    target.cases.back().description.name += requirement.id.substr(requirement.id.size() - 3);
  }
  run.targets.push_back(std::move(target));
  return run;
}

RunResult interrupted_run() {
  RunResult run = dated();
  run.interrupted = true;
  TargetResult target = reference();
  target.cases = {passed(described("refusal", "Root", "REF-001"))};
  target.not_reached = {described("refusal", "RootDot", "REF-001"),
                        described("passthrough", "KataByName", "PASS-001")};
  run.targets.push_back(std::move(target));
  return run;
}

RunResult run_without_target() {
  RunResult run = dated();
  TargetResult target;
  target.target = "unix:///no/such.sock";
  target.cannot_work = "connect /no/such.sock: No such file or directory";
  for (const char* name : {"Root", "RootDot"}) {
    target.cases.push_back(result(described("refusal", name, "REF-001"),
                                  {.verdict = Verdict::broken, .reason = target.cannot_work}));
  }
  run.targets.push_back(std::move(target));
  return run;
}

RunResult run_with_expectations() {
  RunResult run = sample_run();
  run.seed = 4711;
  run.shard = "1/2";
  CaseResult& known = run.targets.front().cases.at(1);
  known.outcome.violation = "silent downgrade of isolation: `x` was asked for, and it is `oci`";
  known.explanation = Explanation{.entry = "known.json:7",
                                  .reason = "It knows no shims.",
                                  .source = "moby v20.10.24:daemon/daemon_unix.go:711",
                                  .link = "https://example.com/1"};
  run.targets.front().flaky = {"Default.Empty"};
  run.targets.front().other_shards = {described("refusal", "Dots", "REF-001")};
  run.expectations =
      ExpectationsUsed{.file = "known.json",
                       .surprises = {{.kind = SurpriseKind::unexpected_pass,
                                      .target = "reference",
                                      .case_name = "Refusal.Root",
                                      .entry = "known.json:3",
                                      .story = "expected to fail, and passed: It executes paths."},
                                     {.kind = SurpriseKind::changed_message,
                                      .target = "reference",
                                      .case_name = "Passthrough.KataByName",
                                      .entry = "known.json:4",
                                      .story = "expected to fail with `400`; seen: `500`"},
                                     {.kind = SurpriseKind::stale_entry,
                                      .target = {},
                                      .case_name = {},
                                      .entry = "known.json:5",
                                      .story = "`Gone.*` matches no case of the suite (It did.)"}},
                       .tolerated = {SurpriseKind::changed_message}};
  return run;
}

std::string hostile_text() {
  std::string text =
      "]]> </failure> --> & ``` ~~~ <script>alert(1)</script> | [x](http://x) @all\n";
  for (int byte = 0; byte < 256; ++byte) text += static_cast<char>(byte);
  // C1 as UTF-8, right-to-left override, zero width space, not a character, a surrogate, overlong.
  return text +
         "\xc2\x9b"
         "2J"
         "\xe2\x80\xae\xe2\x80\x8b\xef\xbf\xbf\xed\xa0\x80\xc0\x80\n# title\n```\n";
}

RunResult hostile_run() {
  RunResult run = sample_run();
  const std::string text = hostile_text();
  run.host = text;
  run.command_line.push_back(text);
  TargetResult& target = run.targets.front();
  target.target = target.version = target.containerd_version = text;
  target.runtimes = {text};
  for (CaseResult& one : target.cases) {
    one.description.suite = one.description.name = one.description.purpose = text;
    one.description.requirement = one.description.file = one.reproduce = text;
    if (!one.outcome.reason.empty()) one.outcome.reason = text;
    for (Finding& finding : one.outcome.findings) finding = {text, text, text, text};
    if (!one.outcome.evidence.empty()) one.outcome.evidence += text;
    if (one.outcome.verdict == Verdict::fail) one.outcome.violation = text;
  }
  target.cases.push_back(target.cases.at(1));
  target.cases.back().description.name += "2";
  target.cases.back().explanation = Explanation{text, text, text, text};
  run.expectations =
      ExpectationsUsed{.file = text,
                       .surprises = {{SurpriseKind::stale_entry, "", text, text, text},
                                     {SurpriseKind::unexpected_pass, text, text, text, text}},
                       .tolerated = {}};
  return run;
}

}  // namespace plimsoll::conformance
