#pragma once

#include <string>
#include <vector>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

struct MergedRun {
  RunResult run;
  std::vector<std::string> lost;  // "2/3": shards whose report is missing
};

// One run of the reports of its shards. Each has to be of the same suite, catalogue, selection and
// targets, and there once: throws Error otherwise. Of a shard that is lost the cases are not
// reached, and the run counts as interrupted: what nobody looked at is not good.
[[nodiscard]] MergedRun merged(const std::vector<RunResult>& shards);

}  // namespace plimsoll::conformance
