#include "conformance/command/names_plan.h"

#include "conformance/command/plan.h"
#include "conformance/command/usage_error.h"
#include "conformance/data/data_file.h"

namespace plimsoll::conformance {
namespace {

std::vector<NameVector> vectors_in(const std::string& file) {
  try {
    return parse_name_vectors(text_of_data_file(file), file);
  } catch (const DataError& error) {
    throw UsageError(std::string("--replay: ") + error.what());
  }
}

}  // namespace

NamesPlan names_plan_of(const NamesOptions& options) {
  check_target(options.target);
  if (options.target.starts_with("unix://")) {
    throw UsageError(
        "--target: names are tried on engines in a sandbox of ours, where canaries can "
        "stand and nothing is harmed");
  }
  if (options.target.starts_with("podman")) {
    throw UsageError("--target: names are tried on engines that look at them; podman does not");
  }
  check_timeout_scale(options.timeout_scale);
  if (options.count < 1) throw UsageError("--count: a number from 1 on");
  if (options.seed < 0) throw UsageError("--seed: a number from 0 on");
  if (options.start_one_in < 0) throw UsageError("--start-one-in: a number from 0 (none) on");
  NamesPlan plan{.target = options.target,
                 .names = {.seed = static_cast<std::uint64_t>(options.seed),
                           .count = static_cast<std::uint64_t>(options.count),
                           .edition = edition_of(options.edition)},
                 .counterexamples = options.counterexamples,
                 .start_one_in = static_cast<std::uint64_t>(options.start_one_in),
                 .timeout_scale = options.timeout_scale,
                 .keep_sandbox = options.keep_sandbox};
  if (!options.replay.empty()) plan.names.replayed = vectors_in(options.replay);
  return plan;
}

}  // namespace plimsoll::conformance
