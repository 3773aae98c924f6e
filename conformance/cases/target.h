#pragma once

#include <memory>

#include "conformance/runner/target.h"
#include "fixtures/engine/containerd.h"
#include "fixtures/engine/engine.h"
#include "fixtures/sandbox/sandbox.h"

namespace plimsoll::conformance {

// The sandbox a target wants: in the root of its release, where it sees its containerd. Throws
// Error when a release's root is missing.
[[nodiscard]] fixtures::Sandbox::Options sandbox_for(const Target& target);
[[nodiscard]] fixtures::Containerd::Options containerd_for(const Target& target);

// Starts one of a sandboxed target's engines.
[[nodiscard]] std::unique_ptr<fixtures::Engine> start(
    const Target& target, fixtures::Sandbox& sandbox, fixtures::Containerd& containerd,
    const fixtures::EngineConfiguration& configuration);

}  // namespace plimsoll::conformance
