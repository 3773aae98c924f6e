#include "conformance/verdict/exit_code.h"

namespace plimsoll::conformance {
namespace {

int count(const RunFacts& facts, Verdict verdict) {
  const auto found = facts.counts.find(verdict);
  return found == facts.counts.end() ? 0 : found->second;
}

}  // namespace

ExitCode exit_code(const RunFacts& facts) {
  if (count(facts, Verdict::fail) > facts.excused) return ExitCode::violated;
  if (facts.interrupted || count(facts, Verdict::broken) > 0) return ExitCode::harness_failed;
  if (count(facts, Verdict::pass) + count(facts, Verdict::fail) == 0) {
    return ExitCode::harness_failed;
  }
  return ExitCode::as_expected;
}

}  // namespace plimsoll::conformance
