#pragma once

#include <functional>
#include <source_location>
#include <vector>

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
[[nodiscard]] std::vector<Case> configured_cases();
[[nodiscard]] std::vector<Case> default_cases();
[[nodiscard]] std::vector<Case> execution_cases();
[[nodiscard]] std::vector<Case> missing_shim_cases();
[[nodiscard]] std::vector<Case> order_cases();
[[nodiscard]] std::vector<Case> passthrough_cases();
[[nodiscard]] std::vector<Case> precedence_cases();
[[nodiscard]] std::vector<Case> refusal_cases();
[[nodiscard]] std::vector<Case> runtime_type_cases();
[[nodiscard]] std::vector<Case> stock_cases();
[[nodiscard]] std::vector<Case> texts_cases();

// Fills in the suite's name, and where the case stands unless the data said so.
[[nodiscard]] Case make_case(CaseDescription description, std::function<void(Stage&)> body,
                             std::source_location where = std::source_location::current());

}  // namespace plimsoll::conformance
