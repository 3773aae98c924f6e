#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/names/expected_outcome.h"

namespace plimsoll::conformance {

// A name that was treated otherwise than the rule says.
struct Counterexample {
  std::string name;  // text, shrunk
  NameOutcome expected = NameOutcome::refused;
  std::string seen;      // "201, and no refusal"
  std::string original;  // as it was generated
};

// What a failed expectation shows of it: the name as a line for the data.
void PrintTo(const Counterexample& example, std::ostream* out);

// The example as a line for vectors/names.json, without the comma: its label is made of the name
// and never changes, its `why` is for a person to better. `directory` becomes ${CANARIES} again.
[[nodiscard]] std::string vector_line(const Counterexample& example, std::string_view directory);

// All of them as a file like vectors/names.json, for `plimsoll names --replay`.
[[nodiscard]] std::string vector_file(const std::vector<Counterexample>& examples,
                                      std::string_view directory);

}  // namespace plimsoll::conformance
