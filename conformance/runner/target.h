#pragma once

#include <filesystem>
#include <string>

namespace plimsoll::conformance {

// A target as it is named on the command line.
struct Target {
  enum class Kind { reference, defective, dockerd, podman, external };

  Kind kind = Kind::reference;
  std::filesystem::path
      path;            // of dockerd's or podman's binary, or of the external engine's socket
  std::string defect;  // of the defective engine: its name in conformance/defects
  // The Debian release whose root (fixtures/sysroot) it runs in, with the containerd and the
  // runtimes of that one; empty: the machine's own.
  std::string release;
  // Another containerd than that: a release's, or one at a path of the machine.
  std::string containerd_release;
  std::filesystem::path containerd;

  // "reference", "dockerd", "dockerd=/usr/sbin/dockerd", "dockerd@trixie", "podman",
  // "unix:///run/x.sock", "defect=trims-names"; all but podman and external ones also with
  // "+containerd@sid" or "+containerd=/usr/local/bin/containerd" at the end. Throws Error.
  [[nodiscard]] static Target parse(const std::string& text);
  [[nodiscard]] bool is_sandboxed() const { return kind != Kind::external; }
  // Podman has none: conmon executes the OCI runtime.
  [[nodiscard]] bool has_containerd() const { return kind != Kind::podman; }
};

}  // namespace plimsoll::conformance
