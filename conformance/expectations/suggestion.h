#pragma once

#include <vector>

#include "conformance/expectations/expectation.h"

namespace plimsoll::conformance {

// `--write-expectations`: the file after which this run has no surprise. What still holds of the
// old one is kept with its reasons; what passed, changed or is about nothing goes; every failure
// that is left unexplained becomes an entry whose reason and source a person has to write before
// the file is taken again.
[[nodiscard]] Expectations suggested_expectations(const RunResult& run, const Expectations& old,
                                                  const std::vector<CaseDescription>& all_cases);

// How many of its entries wait for a person.
[[nodiscard]] std::size_t without_reason(const Expectations& expectations);

}  // namespace plimsoll::conformance
