#pragma once

#include <string>
#include <vector>

#include "conformance/cases/stage.h"
#include "conformance/vectors/configurations.h"

namespace plimsoll::conformance {

// An engine's configuration as an entry has it, on this machine.
[[nodiscard]] fixtures::EngineConfiguration configuration_of(const ConfigurationVector& vector,
                                                             const Places& places);

// Looks whether the engine knows what it should: what becomes of containers that ask for these
// names, which runtime one is given that asks for none, and what GET /info lists.
void expect_known(Stage& stage, const KnownRuntimes& known);

// What that takes, and how it is said: the last steps of a case.
[[nodiscard]] std::vector<Need> needs_of(const KnownRuntimes& known);
[[nodiscard]] std::vector<std::string> steps_of(const KnownRuntimes& known);

// `{"runtimes": {}}`, for the steps of a case.
[[nodiscard]] std::string quoted(const std::string& text);

// The first steps of a case that starts an engine.
[[nodiscard]] std::string start_step(const ConfigurationVector& vector);

}  // namespace plimsoll::conformance
