// Containers that come back by themselves.
#include "conformance/defects/engines/pieces.h"

namespace plimsoll::defects {
namespace {

using engine::HowItEnded;
using engine::RestartPolicy;

bool never(const RestartPolicy&, const HowItEnded&) { return false; }

bool after_a_stop_by_hand_too(const RestartPolicy& policy, const HowItEnded& how) {
  HowItEnded by_itself = how;
  by_itself.stopped_by_hand = false;
  return engine::brings_back_at_boot(policy, by_itself);
}

}  // namespace

std::vector<Defect> defects_of_policies() {
  return {
      {"policies-are-kept-and-not-followed",
       [](EngineRules& rules) { rules.containers.brings_back = never; }},
      {"nobody-is-brought-back-at-boot",
       [](EngineRules& rules) { rules.containers.brings_back_at_boot = never; }},
      {"unless-stopped-is-always",
       [](EngineRules& rules) { rules.containers.brings_back_at_boot = after_a_stop_by_hand_too; }},
  };
}

}  // namespace plimsoll::defects
