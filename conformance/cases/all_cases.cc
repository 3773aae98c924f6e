#include "conformance/cases/case.h"

namespace plimsoll::conformance {

const std::vector<Case>& all_cases() {
  static const std::vector<Case> cases = [] {
    std::vector<Case> all;
    for (const auto area : {default_cases,
                            configured_cases,
                            stock_cases,
                            runtimes_cases,
                            precedence_cases,
                            passthrough_cases,
                            runtime_type_cases,
                            missing_shim_cases,
                            refusal_cases,
                            texts_cases,
                            generated_names_cases,
                            order_cases,
                            execution_cases,
                            agreement_cases,
                            boot_cases,
                            configuration_cases,
                            reload_cases,
                            reloaded_containers_cases,
                            options_cases,
                            persistence_cases,
                            run_after_restart_cases,
                            runtime_gone_cases,
                            gone_and_back_cases,
                            restart_policy_cases,
                            live_restore_cases,
                            engine_killed_cases,
                            update_cases,
                            views_cases,
                            events_cases,
                            api_versions_cases,
                            errors_cases,
                            shim_places_cases,
                            containerd_side_cases,
                            security_cases,
                            audit_cases}) {
      for (Case& one : area()) all.push_back(std::move(one));
    }
    return all;
  }();
  return cases;
}

}  // namespace plimsoll::conformance
