#pragma once

#include <string_view>

namespace plimsoll::runtime {

// Whether containerd would look a name up on its PATH, and do nothing else with it.
//
//   io.containerd.kata.v2      yes: containerd-shim-kata-v2
//   a.b                        yes: containerd-shim-a-b
//   kata                       no: containerd cannot make a shim's name of it
//   /usr/bin/anything          no: containerd executes an absolute path as it is
//   ./io.containerd.kata.v2    no: containerd 1.6 reads it as a path too
//   .kata.v2                   no: containerd 1.7 and later refuse a name that starts with a dot
//
// Only such names may be passed on without configuration: with any other, whoever reaches the API
// could have a file of his choice executed as root. The rule cannot be configured, for the same
// reason (moby v28.5.2:daemon/runtime_unix.go:266; containerd v1.7.34:runtime/v2/manager.go
// resolveRuntimePath).
//
// It judges form alone. Whether the shim is installed is containerd's to find out, when the
// container is started.
[[nodiscard]] bool names_a_shim_on_path(std::string_view name);

}  // namespace plimsoll::runtime
