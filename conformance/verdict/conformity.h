#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/verdict/verdict.h"

namespace plimsoll::conformance {

enum class Conformity {
  conforming,            // every must of the edition was verified
  conforming_with_gaps,  // nothing is violated, but some musts were not verified
  not_conforming,        // a must is violated
  undetermined,          // no must could be judged: nothing is known about the target
};

[[nodiscard]] std::string_view to_string(Conformity conformity);

// One must-level requirement of the edition with the verdicts of all its cases.
struct MustRequirement {
  std::string id;
  std::vector<Verdict> verdicts;
  int without_verdict = 0;  // its cases that were filtered out or not reached
};

struct ConformityVerdict {
  Conformity conformity;
  std::vector<std::string> unverified;  // ids no case has verified: skipped, broken or filtered out
  std::vector<std::string> violated;
};

// A requirement is verified if all its cases ran and passed. A skip is not a pass, nor is a case
// that was left out. Where no case of any must passed or failed there is nothing good to say
// either.
[[nodiscard]] ConformityVerdict judge(const std::vector<MustRequirement>& requirements);

}  // namespace plimsoll::conformance
