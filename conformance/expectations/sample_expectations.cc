#include "conformance/expectations/sample_expectations.h"

namespace plimsoll::conformance {
namespace {

CaseDescription described(const std::string& area, const std::string& name,
                          const std::string& requirement) {
  return {.area = area,
          .suite = suite_of(area),
          .name = name,
          .purpose = "Shows what a case looks like.",
          .requirement = requirement};
}

CaseResult failed(const CaseDescription& description, const std::string& runtime) {
  return {.description = description,
          .outcome = {.case_name = description.full_name(),
                      .verdict = Verdict::fail,
                      .findings = {{.subject = "answer to create",
                                    .expected = "is 201",
                                    .seen = "400 {\"message\":\"Unknown runtime specified " +
                                            runtime + "\"}",
                                    .where = "x.cc:1"}}},
          .reproduce = "plimsoll run"};
}

CaseResult passed(const CaseDescription& description) {
  return {.description = description,
          .outcome = {.case_name = description.full_name(), .verdict = Verdict::pass},
          .reproduce = "plimsoll run"};
}

}  // namespace

std::vector<CaseDescription> four_cases() {
  return {described("refusal", "Root", "REF-001"), described("refusal", "Dot", "REF-001"),
          described("passthrough", "Kata", "PASS-001"),
          described("passthrough", "Long", "PASS-004")};
}

RunResult run_on_dockerd() {
  const auto cases = four_cases();
  TargetResult target;
  target.target = "dockerd";
  target.engine = "dockerd";
  target.version = "20.10.24+dfsg1";
  target.cases = {passed(cases[0]), passed(cases[1]), failed(cases[2], "io.containerd.kata.v2"),
                  failed(cases[3], "io.containerd.long.v1")};
  RunResult run;
  run.targets = {target};
  return run;
}

std::string file_with(const std::vector<std::string>& entries, const std::string& version) {
  std::string text = "{\"format\": \"plimsoll-expectations-1\", \"about\": \"x\", \"entries\": [";
  for (const std::string& entry : entries) {
    text += (text.back() == '[' ? "\n" : ",\n");
    text += "{" + entry;
    if (entry.find("\"when\"") == std::string::npos) {
      text += R"(, "when": {"engine": "dockerd", "version": ")" + version + "\"}";
    }
    if (entry.find("\"reason\"") == std::string::npos) {
      text += R"(, "reason": "It knows no shims.", "source": "moby x:y:1")";
    }
    text += "}";
  }
  return text + "]}";
}

}  // namespace plimsoll::conformance
