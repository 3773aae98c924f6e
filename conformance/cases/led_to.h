#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "fixtures/sandbox/sandbox.h"

namespace plimsoll::conformance {

// The binary a name's dots spell: "io.containerd.kata.v2" -> "containerd-shim-kata-v2"; empty
// without a dot. containerd/name has the whole rule; this is written down a second time on purpose:
// what decides where shims and canaries stand must not be what is under test.
[[nodiscard]] std::string shim_spelled_by(std::string_view name);

// Where containerd could be led by a runtime's name.
struct WhereContainerdLooks {
  std::filesystem::path working_directory;  // containerd's own: relative names start there
};

// Every file that containerd 1.6 might execute for this name, if it were given it: an absolute path
// as it is; a relative one from containerd's working directory; and beside either of them the
// `containerd-shim-...` that its dots spell (containerd v1.6.20:runtime/v2/manager.go:234,
// runtime/v2/shim/util.go:86). Names the kernel cannot hold lead nowhere.
[[nodiscard]] std::vector<std::filesystem::path> paths_led_to(std::string_view name,
                                                              const WhereContainerdLooks& where);

// Of those, the ones where one of ours may stand: where the sandbox takes what is written, and
// where nothing is yet (/bin/true is its own canary: its execution is seen by the witness).
[[nodiscard]] bool may_hold_a_canary(const fixtures::Sandbox& sandbox,
                                     const std::filesystem::path& path);

}  // namespace plimsoll::conformance
