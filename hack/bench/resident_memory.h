#pragma once

#include <sys/types.h>

#include <filesystem>

namespace plimsoll::bench {

// The process that listens on a unix socket, as this process counts: the kernel tells a client.
[[nodiscard]] pid_t listener_of(const std::filesystem::path& socket);

struct ResidentMemory {
  long all = 0;        // KiB
  long anonymous = 0;  // KiB of it that no file backs: heap and stacks
};

// VmRSS and RssAnon of /proc/PID/status.
[[nodiscard]] ResidentMemory resident_memory(pid_t process);

}  // namespace plimsoll::bench
