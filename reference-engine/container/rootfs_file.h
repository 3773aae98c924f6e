#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "github.com/containerd/containerd/api/types/mount.pb.h"

namespace plimsoll::engine {

// The text of a file of a rootfs that is not mounted yet, "" if there is none: looked up in the
// directories the mounts are made of, topmost first. Links are followed inside their layer only;
// what this is for, /etc/passwd and /etc/group, are files.
[[nodiscard]] std::string read_from_rootfs(const std::vector<::containerd::types::Mount>& rootfs,
                                           std::string_view path);

}  // namespace plimsoll::engine
