#pragma once

#include <string>
#include <vector>

#include "conformance/expectations/expectation.h"

namespace plimsoll::conformance {

// The parts of an entry's pattern that are good for nothing: those that match no case of the suite,
// and those after a `-` that take none away ("-*.Gone"). A wildcard has to match something.
[[nodiscard]] std::vector<std::string> patterns_without_use(
    const Expectation& entry, const std::vector<CaseDescription>& all_cases);

// The entry's pattern without them, and without these cases; empty if none of its cases is left.
[[nodiscard]] std::string pattern_without(const Expectation& entry,
                                          const std::vector<std::string>& cases,
                                          const std::vector<CaseDescription>& all_cases);

}  // namespace plimsoll::conformance
