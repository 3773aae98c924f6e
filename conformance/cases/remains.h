#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "fixtures/sandbox/sandbox.h"

namespace plimsoll::conformance {

// Where a container of one engine would leave something.
struct WhereToLook {
  std::string containerd_namespace;
  std::filesystem::path engine;  // the engine's own directory, of which only the name matters
  std::string container;         // its id
};

// Bundles of containerd's and of the engine's, and mounts, that still speak of a container: their
// paths. containerd's are where it keeps them since 1.4 (STATE/io.containerd.runtime.v2.task/NS/ID,
// and the same below its root for work).
[[nodiscard]] std::vector<std::string> remains_of(const fixtures::Sandbox& sandbox,
                                                  const WhereToLook& where);

// Everything mounted in the sandbox: the mount points, sorted.
[[nodiscard]] std::vector<std::string> mounts_in(const fixtures::Sandbox& sandbox);

}  // namespace plimsoll::conformance
