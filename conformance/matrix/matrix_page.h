#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// One engine on one containerd, and what came of the suite there: a run of a single target, held
// against what is known of that engine.
struct MatrixCell {
  std::string engine;      // "dockerd@trixie"
  std::string containerd;  // "containerd@sid"; empty: it has none
  RunResult run;
};

// docs/matrix.md: who does what, and why not otherwise. The same cells make the same page, whatever
// the time of day: it tells verdicts and versions, and the day.
[[nodiscard]] std::string matrix_page(const std::vector<MatrixCell>& cells, const std::string& day);

// matrix.json: the same for programs.
[[nodiscard]] nlohmann::ordered_json matrix_json(const std::vector<MatrixCell>& cells,
                                                 const std::string& day);

}  // namespace plimsoll::conformance
