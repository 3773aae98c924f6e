#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "fixtures/engine/containerd.h"
#include "fixtures/engine/engine.h"
#include "fixtures/sandbox/sandbox.h"

namespace plimsoll::conformance {

// A target as it is named on the command line.
struct Target {
  enum class Kind { reference, defective, dockerd, podman, external };

  Kind kind = Kind::reference;
  std::filesystem::path
      path;            // of dockerd's or podman's binary, or of the external engine's socket
  std::string defect;  // of the defective engine: its name in conformance/defects

  // "reference", "dockerd", "dockerd=/usr/sbin/dockerd", "podman", "unix:///run/x.sock",
  // "defect=trims-names". Throws Error.
  [[nodiscard]] static Target parse(const std::string& text);
  [[nodiscard]] bool is_sandboxed() const { return kind != Kind::external; }
  // Podman has none: conmon executes the OCI runtime.
  [[nodiscard]] bool has_containerd() const { return kind != Kind::podman; }
};

// Starts one of a sandboxed target's engines.
[[nodiscard]] std::unique_ptr<fixtures::Engine> start(
    const Target& target, fixtures::Sandbox& sandbox, fixtures::Containerd& containerd,
    const fixtures::EngineConfiguration& configuration);

}  // namespace plimsoll::conformance
