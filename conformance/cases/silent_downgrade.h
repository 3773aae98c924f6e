#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace plimsoll::conformance {

// What an engine said about one container whose runtime was asked for by name.
struct Acceptance {
  std::string asked;                       // HostConfig.Runtime in the request
  const nlohmann::json& answer_to_create;  // {"Id": ..., "Warnings": [...]}
  const nlohmann::json& inspection;        // of the container
};

// A violation with a name of its own: an engine accepts a runtime, says nothing, and runs the
// container under the plain one. Whoever asked for a virtual machine has a plain process and does
// not know. (Podman's Docker API never reads HostConfig.Runtime: podman
// v4.3.1:pkg/api/handlers/compat/containers_create.go:130.)
//
// The sentence for the report; empty if it is none: the container's runtime is not the plain one,
// or what was asked for is, or the engine warned.
[[nodiscard]] std::string silent_downgrade(const Acceptance& acceptance);

}  // namespace plimsoll::conformance
