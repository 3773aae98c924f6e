#pragma once

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// Runs for the tests of this folder.

// One target, one case of each verdict, one filtered out.
[[nodiscard]] RunResult sample_run();

// Every must of the edition has one case, and it passed.
[[nodiscard]] RunResult conforming_run(Edition edition = newest_edition);

// Cut short after the first case.
[[nodiscard]] RunResult interrupted_run();

// The target never came up.
[[nodiscard]] RunResult run_without_target();

// Held against expectations: a known deviation, and one surprise of each kind.
[[nodiscard]] RunResult run_with_expectations();

// Whatever comes from outside is made of every byte there is, and of what is special to somebody.
[[nodiscard]] RunResult hostile_run();
[[nodiscard]] std::string hostile_text();

}  // namespace plimsoll::conformance
