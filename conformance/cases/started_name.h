#pragma once

#include <optional>
#include <string>

#include "conformance/cases/test_bed.h"

namespace plimsoll::conformance {

// Runs a container with a name that is passed on to its end, under a shim of ours in the place the
// name spells. Returns what was otherwise than the rule has it, empty if nothing was; nothing if no
// shim of ours can stand there.
[[nodiscard]] std::optional<std::string> started_otherwise(TestBed& bed, const std::string& name);

}  // namespace plimsoll::conformance
