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
  enum class Kind { reference, dockerd, external };

  Kind kind = Kind::reference;
  std::filesystem::path path;  // of dockerd's binary, or of the external engine's socket

  // "reference", "dockerd", "dockerd=/usr/sbin/dockerd", "unix:///run/x.sock". Throws Error.
  [[nodiscard]] static Target parse(const std::string& text);
  [[nodiscard]] bool is_sandboxed() const { return kind != Kind::external; }
};

// Starts one of a sandboxed target's engines.
[[nodiscard]] std::unique_ptr<fixtures::Engine> start(
    const Target& target, fixtures::Sandbox& sandbox, fixtures::Containerd& containerd,
    const fixtures::EngineConfiguration& configuration);

}  // namespace plimsoll::conformance
