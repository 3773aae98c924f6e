#pragma once

#include <vector>

#include "conformance/cases/observation.h"
#include "fixtures/shim/testimony.h"

namespace plimsoll::conformance {

// Of what a shim testifies, what tells how it was chosen: its starts, and the requests to create a
// container, in the order they came.
[[nodiscard]] std::vector<ToldToShim> told_in(const fixtures::shim::Testimony& testimony);

}  // namespace plimsoll::conformance
