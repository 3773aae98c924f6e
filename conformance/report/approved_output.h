#pragma once

#include <gtest/gtest.h>

#include <string>

namespace plimsoll::conformance {

// Compares with approved/NAME, what somebody has looked at and found right.
// PLIMSOLL_APPROVE=1 build/tests/report_test puts what there is now in its place; look at the diff.
[[nodiscard]] testing::AssertionResult is_approved(const std::string& name,
                                                   const std::string& text);

}  // namespace plimsoll::conformance
