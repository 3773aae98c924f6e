#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "conformance/defects/matrix.h"

namespace plimsoll::conformance {

// A line for each defect: what it violates, and who sees it.
[[nodiscard]] std::string rows_text(const Matrix& matrix);

// What is wrong, a line for each gap, each kind with what to do about it; empty if nothing is.
[[nodiscard]] std::string gaps_text(const Matrix& matrix);

// "97 of 97 defects caught, 155 of 155 cases catch one"
[[nodiscard]] std::string last_line(const Matrix& matrix);

[[nodiscard]] std::string matrix_markdown(const Matrix& matrix);

// matrix.json, as matrix.schema.json describes it.
[[nodiscard]] nlohmann::ordered_json matrix_json(const Matrix& matrix);

}  // namespace plimsoll::conformance
