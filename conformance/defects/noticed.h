#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// What one case sees of one defect: the subjects of its findings, sorted, each as often as it is
// found. noticed.json holds as many of these as it takes for every case to fail at least once, and
// for every expectation of a case that any defect disappoints to be disappointed. An expectation
// that is taken out of a case is therefore missed.
//
//   {"defect": "trims-names", "case": "Refusal.NearMissTrailingSpace", "subjects": ["answer to
//   create"]}
struct Noticed {
  std::string defect;
  std::string case_name;
  std::vector<std::string> subjects;

  bool operator==(const Noticed&) const = default;
};

// What the program was built with; sorted by defect and case.
[[nodiscard]] const std::vector<Noticed>& noticed_before();
[[nodiscard]] std::vector<Noticed> parse_noticed(std::string_view json);  // throws Error
// noticed.json, one entry a line.
[[nodiscard]] std::string to_json_text(const std::vector<Noticed>& all);

// Those of `wanted` that `seen` does not have, repetitions counted. Both sorted.
[[nodiscard]] std::vector<std::string> missing(const std::vector<std::string>& wanted,
                                               const std::vector<std::string>& seen);

}  // namespace plimsoll::conformance
