#include "conformance/command/new_run.h"

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/host.h"

namespace plimsoll::conformance {

RunResult new_run(const RunPlan& plan, const std::vector<std::string>& words) {
  RunResult run;
  run.seed = plan.order.seed;
  run.shard = plan.shard;
  run.gate = plan.gate;
  run.suite_version = PLIMSOLL_VERSION;
  run.catalogue_digest = Catalogue::digest();
  run.command_line = {"plimsoll"};
  run.command_line.insert(run.command_line.end(), words.begin(), words.end());
  run.host = describe_host();
  run.started = timestamp();
  return run;
}

}  // namespace plimsoll::conformance
