#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "conformance/verdict/verdict.h"

namespace plimsoll::conformance {

// One thing that was not as the requirement says.
struct Finding {
  std::string subject;   // what was looked at: "the answer to create"
  std::string expected;  // in the words of a matcher: "is refused with 400"
  std::string seen;      // "answered 201 {...}"
  std::string where;     // file:line of the expectation
};

// What came of one case. Goes from a worker to the orchestrator, and from there into the reports.
struct Outcome {
  std::string case_name;  // "Refusal.AbsolutePath"
  Verdict verdict = Verdict::broken;
  std::string reason;   // why it was skipped, is not applicable, or what broke
  std::string lacking;  // of a skip: the capability that is not there ("crun"); else empty
  std::vector<Finding> findings;
  std::string violation;  // a name for what the failure is, where it has one; else empty
  std::chrono::microseconds duration{0};
  std::string evidence;  // directory, relative to the report; empty if there is none
};

void to_json(nlohmann::json& json, const Finding& finding);
void from_json(const nlohmann::json& json, Finding& finding);
void to_json(nlohmann::json& json, const Outcome& outcome);
void from_json(const nlohmann::json& json, Outcome& outcome);

}  // namespace plimsoll::conformance
