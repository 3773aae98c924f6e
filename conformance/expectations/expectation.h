#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/catalogue/case_description.h"
#include "conformance/expectations/version_condition.h"
#include "conformance/report/run_result.h"
#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// Which targets an expectation is about.
struct Condition {
  std::string engine;                      // "dockerd", "podman"
  std::string version;                     // ">=20.10 <22.06", as it was written
  std::optional<VersionCondition> parsed;  // of that
  std::vector<Edition> editions;           // empty: every edition

  [[nodiscard]] bool holds_for(const TargetResult& target) const;
};

// One thing that is expected to be seen. In both, `*` stands for anything.
struct ExpectedFinding {
  std::string subject;  // "answer to create"
  std::string seen;     // "400 *Unknown runtime specified*"
  int line = 0;

  [[nodiscard]] bool explains(const Finding& finding) const;
};

// A known deviation: these cases fail on those targets, for that reason, and this is what is seen.
struct Expectation {
  std::string cases;        // a pattern as --filter takes it; empty: all of the requirement
  std::string requirement;  // an id, or a pattern of ids with `*`; empty: any
  Condition when;
  std::vector<ExpectedFinding> findings;
  std::string reason;
  std::string source;  // a line of the engine's source that does it
  std::string link;    // may be empty
  int line = 0;

  [[nodiscard]] bool is_about(const CaseDescription& description) const;
  // It has findings, and each is an expected one.
  [[nodiscard]] bool explains(const Outcome& failure) const;
};

// A file of them.
struct Expectations {
  std::string file;   // as it was named
  std::string about;  // one sentence for whoever opens it
  std::vector<Expectation> entries;
};

}  // namespace plimsoll::conformance
