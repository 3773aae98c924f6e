#pragma once

#include <functional>
#include <source_location>
#include <vector>

#include "conformance/cases/audit.h"
#include "conformance/cases/stage.h"
#include "conformance/catalogue/case_description.h"

namespace plimsoll::conformance {

// One conformance case: what it says about itself, and what it does.
struct Case {
  CaseDescription description;
  std::function<void(Stage&)> body;  // uses EXPECT_THAT and the matchers of matchers.h
};

// Every case, in the order they are listed.
[[nodiscard]] const std::vector<Case>& all_cases();

// The cases of one file each, which is an area or a part of one; all_cases() puts them together.
[[nodiscard]] std::vector<Case> agreement_cases();
[[nodiscard]] std::vector<Case> api_versions_cases();
[[nodiscard]] std::vector<Case> audit_cases();
[[nodiscard]] std::vector<Case> boot_cases();  // of several areas: flags, configuration, default
[[nodiscard]] std::vector<Case> configuration_cases();
[[nodiscard]] std::vector<Case> configured_cases();
[[nodiscard]] std::vector<Case> containerd_side_cases();
[[nodiscard]] std::vector<Case> default_cases();
[[nodiscard]] std::vector<Case> engine_killed_cases();
[[nodiscard]] std::vector<Case> errors_cases();
[[nodiscard]] std::vector<Case> events_cases();
[[nodiscard]] std::vector<Case> execution_cases();
[[nodiscard]] std::vector<Case> generated_names_cases();
[[nodiscard]] std::vector<Case> gone_and_back_cases();
[[nodiscard]] std::vector<Case> live_restore_cases();
[[nodiscard]] std::vector<Case> missing_shim_cases();
[[nodiscard]] std::vector<Case> options_cases();
[[nodiscard]] std::vector<Case> order_cases();
[[nodiscard]] std::vector<Case> passthrough_cases();
[[nodiscard]] std::vector<Case> persistence_cases();
[[nodiscard]] std::vector<Case> precedence_cases();
[[nodiscard]] std::vector<Case> refusal_cases();
[[nodiscard]] std::vector<Case> reload_cases();
[[nodiscard]] std::vector<Case> reloaded_containers_cases();
[[nodiscard]] std::vector<Case> restart_policy_cases();
[[nodiscard]] std::vector<Case> run_after_restart_cases();
[[nodiscard]] std::vector<Case> runtime_gone_cases();
[[nodiscard]] std::vector<Case> runtime_type_cases();
[[nodiscard]] std::vector<Case> security_cases();
[[nodiscard]] std::vector<Case> shim_places_cases();
[[nodiscard]] std::vector<Case> stock_cases();
[[nodiscard]] std::vector<Case> runtimes_cases();
[[nodiscard]] std::vector<Case> texts_cases();
[[nodiscard]] std::vector<Case> update_cases();
[[nodiscard]] std::vector<Case> views_cases();

// Fills in the suite's name, and where the case stands unless the data said so.
[[nodiscard]] Case make_case(CaseDescription description, std::function<void(Stage&)> body,
                             std::source_location where = std::source_location::current());

// A case that is handed an Audit instead of a stage, and so cannot create or start anything.
[[nodiscard]] Case make_audit_case(CaseDescription description, std::function<void(Audit&)> body,
                                   std::source_location where = std::source_location::current());

}  // namespace plimsoll::conformance
