#pragma once

#include <string>
#include <vector>

#include "reference-engine/runtime/catalogue.h"

namespace plimsoll::runtime {

// runc's shim executes one binary, so a runtime with arguments becomes a script that adds them.
struct Wrapper {
  std::string file_name;  // tells name and content apart: a reload never changes a script that
                          // containers still use
  std::string content;

  bool operator==(const Wrapper&) const = default;
};

// Arguments are quoted, so that one with a space in it arrives as one; dockerd's are not
// (moby v25.0.17:daemon/runtime_unix.go:95).
[[nodiscard]] Wrapper wrapper_for(const std::string& name, const PathRuntime& runtime);

// One for each configured runtime with arguments.
[[nodiscard]] std::vector<Wrapper> wrappers(const ConfiguredRuntimes& configured);

}  // namespace plimsoll::runtime
