#pragma once

#include <map>

#include "conformance/verdict/verdict.h"

namespace plimsoll::conformance {

// The program's answer to its caller (`plimsoll --help` and the README promise these four).
enum class ExitCode {
  as_expected = 0,
  violated = 1,        // a requirement is violated, or an expectation does not hold
  usage = 2,           // the command line was wrong
  harness_failed = 3,  // the harness or the machine failed, nothing ran, or the run was interrupted
};

using VerdictCounts = std::map<Verdict, int>;

struct RunFacts {
  VerdictCounts counts;
  int excused = 0;  // of the failures: expected ones, and those of a level that does not gate
  bool interrupted = false;
};

// A proven violation stays one whatever else broke; without one, a run that was cut short, broke
// somewhere or judged nothing at all is never a success.
[[nodiscard]] ExitCode exit_code(const RunFacts& facts);

}  // namespace plimsoll::conformance
