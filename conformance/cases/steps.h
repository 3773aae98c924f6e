#pragma once

#include <string>

#include "conformance/cases/stage.h"

namespace plimsoll::conformance {

// What many cases do on their way to what they are about.

// Creates and starts the container, and waits for its end. The container's command leaves a status
// nobody else leaves, so that a container that never ran is seen. Returns its id; stops the case if
// the container was not created or not started.
std::string run_to_its_end(Stage& stage, const Asked& asked);

// Nothing came of the request: the engine knows no such container and lists what it listed before,
// containerd was told nothing, and no shim, no OCI runtime and no canary was executed.
void expect_nothing_came_of_it(Stage& stage, const Answer& list_before);

}  // namespace plimsoll::conformance
