#pragma once

#include <string>

#include "conformance/cases/stage.h"

namespace plimsoll::conformance {

// What many cases do on their way to what they are about.

// Creates the container; its id. Stops the case if it was not created.
std::string create_accepted(Stage& stage, const Asked& asked);

// Creates and starts it; its id. Stops the case if one of them fails.
std::string start_running(Stage& stage, const Asked& asked);

// Creates and starts the container, and waits for its end. The container's command leaves a status
// nobody else leaves, so that a container that never ran is seen. Returns its id; stops the case if
// the container was not created or not started.
std::string run_to_its_end(Stage& stage, const Asked& asked);

// Has the case's own engine read this as its configuration; stops the case if that does not take
// effect.
void reload_into_effect(Stage& stage, const std::string& daemon_json);

// Nothing came of the request: the engine knows no such container and lists what it listed before,
// containerd was told nothing, and no shim, no OCI runtime and no canary was executed.
void expect_nothing_came_of_it(Stage& stage, const Answer& list_before);

}  // namespace plimsoll::conformance
