#pragma once

#include "reference-engine/daemon/engine_rules.h"

namespace plimsoll::engine {

// plimsolld, from its command line to its exit status.
[[nodiscard]] int run_engine(int argc, const char* const* argv, const EngineRules& rules = {});

}  // namespace plimsoll::engine
