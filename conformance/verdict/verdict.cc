#include "conformance/verdict/verdict.h"

#include <algorithm>

namespace plimsoll::conformance {
namespace {

// From the best to the worst.
constexpr std::array by_severity = {Verdict::not_applicable, Verdict::pass, Verdict::skip,
                                    Verdict::broken, Verdict::fail};

auto severity(Verdict verdict) { return std::ranges::find(by_severity, verdict); }

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::skip:
      return "skip";
    case Verdict::not_applicable:
      return "not-applicable";
    case Verdict::broken:
      return "broken";
  }
  return "broken";
}

std::optional<Verdict> verdict_from(std::string_view text) {
  for (const Verdict verdict : all_verdicts) {
    if (to_string(verdict) == text) return verdict;
  }
  return std::nullopt;
}

Verdict worse(Verdict one, Verdict other) { return severity(one) < severity(other) ? other : one; }

}  // namespace plimsoll::conformance
