#pragma once

#include <map>

#include "conformance/verdict/verdict.h"

namespace plimsoll::conformance {

// The program's answer to its caller (`plimsoll --help` and the README promise these four).
enum class ExitCode {
  as_expected = 0,
  violated = 1,        // at least one requirement is violated, and there is proof
  usage = 2,           // the command line was wrong
  harness_failed = 3,  // the harness or the machine failed, nothing ran, or the run was interrupted
};

using VerdictCounts = std::map<Verdict, int>;

struct RunFacts {
  VerdictCounts counts;
  bool interrupted = false;
};

// A proven violation stays one whatever else broke; without one, a run that was cut short, broke
// somewhere or verified nothing at all is never a success.
[[nodiscard]] ExitCode exit_code(const RunFacts& facts);

}  // namespace plimsoll::conformance
