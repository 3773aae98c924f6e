#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace plimsoll::containerd {

enum class Generation { v1_6, v1_7, v2 };  // v1_6: and what came before

// containerd looks for this file, in this order: in `directory` below its own working directory, on
// its PATH, beside its executable. The first place comes with every generation: a file in the
// working directory wins over PATH.
struct ShimBinary {
  std::string name;             // "containerd-shim-runc-v2"
  std::string directory = ".";  // of 1.6 alone anything but "."

  bool operator==(const ShimBinary&) const = default;
};

// containerd executes the path as it is, whatever it is.
struct ExecutedPath {
  std::string path;

  bool operator==(const ExecutedPath&) const = default;
};

// 1.6 alone: the file below its working directory if it is there, else *the working directory
// itself*, since looking a name with a slash up on PATH fails in a way nobody handles (containerd
// v1.6.20:runtime/v2/manager.go:234).
struct RelativeShim {
  std::string path;  // below the working directory

  bool operator==(const RelativeShim&) const = default;
};

// containerd refuses the name, and executes nothing.
struct InvalidName {
  bool operator==(const InvalidName&) const = default;
};

using Lookup = std::variant<ShimBinary, ExecutedPath, RelativeShim, InvalidName>;

// What containerd would execute for a runtime name, before it has looked at any file
// (containerd v1.6.20:runtime/v2/shim/util.go:86, v1.7.24:runtime/v2/manager.go:289,
// v2.1.0:core/runtime/v2/shim_manager.go:340).
//
//   shim_binary("io.containerd.kata.v2", Generation::v2)  // ShimBinary{"containerd-shim-kata-v2"}
//   shim_binary("/bin/true", Generation::v2)              // ExecutedPath{"/bin/true"}
[[nodiscard]] Lookup shim_binary(std::string_view runtime_name, Generation generation);

}  // namespace plimsoll::containerd
