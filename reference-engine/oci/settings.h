#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll::oci {

struct User {
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::vector<std::uint32_t> additional_gids = {};

  bool operator==(const User&) const = default;
};

struct Ulimit {
  std::string name;  // "nofile"
  std::uint64_t soft = 0;
  std::uint64_t hard = 0;
};

struct ProcessSettings {
  std::vector<std::string> args = {};
  std::vector<std::string> env = {};
  std::string cwd = "/";
  User user = {};
  bool terminal = false;
  bool no_new_privileges = false;
  std::string apparmor_profile = {};
  std::optional<int> oom_score_adj = {};
  std::vector<Ulimit> ulimits = {};
};

// false: a namespace of the container's own.
struct HostNamespaces {
  bool network = false;
  bool pid = false;
  bool ipc = false;
  bool uts = false;
  bool cgroup = false;
};

struct Mount {
  std::string destination;
  std::string type;  // "bind", "tmpfs", …
  std::string source;
  std::vector<std::string> options = {};
};

struct Device {
  std::string path;  // inside
  char type = 'c';   // b, c or p
  std::int64_t major = 0;
  std::int64_t minor = 0;
  std::string access = "rwm";
};

struct Capabilities {
  std::vector<std::string> add = {};   // "NET_ADMIN", "CAP_NET_ADMIN" or "ALL", in any case
  std::vector<std::string> drop = {};  // the same

  // What the engine itself may pass on: its bounding set (CapBnd of /proc/self/status), where it is
  // not every one.
  std::optional<std::vector<std::string>> available = {};
};

// Unset is absent from the spec: explicit zeros make some runtimes fail (moby v24.0.3, f50cb0c7bd).
struct Resources {
  std::optional<std::int64_t> memory = {};              // bytes
  std::optional<std::int64_t> memory_reservation = {};  // bytes
  std::optional<std::int64_t> memory_swap = {};         // bytes, memory included; -1: without limit
  std::optional<std::int64_t> nano_cpus = {};           // 10^-9 CPUs
  std::optional<std::uint64_t> cpu_shares = {};
  std::optional<std::int64_t> cpu_quota = {};    // microseconds a period
  std::optional<std::uint64_t> cpu_period = {};  // microseconds
  std::string cpuset_cpus = {};
  std::string cpuset_mems = {};
  std::optional<std::int64_t> pids_limit = {};
  std::optional<std::uint16_t> blkio_weight = {};
  std::optional<bool> oom_kill_disable = {};
};

struct Seccomp {
  bool unconfined = false;
  std::optional<nlohmann::json> profile = {};  // in docker's format; unset: the default profile
  // Rules for an interface that the kernel does not have cost a container 7 ms at its start, and
  // few kernels have this one.
  bool kernel_has_x32 = true;
};

// What a container is asked to be, in the words of the OCI runtime spec rather than of an API.
struct ContainerSettings {
  ProcessSettings process = {};
  std::string hostname = {};
  std::string domainname = {};
  std::string rootfs = "rootfs";  // relative to the bundle
  bool readonly_rootfs = false;
  bool privileged = false;
  bool init = false;
  HostNamespaces host = {};
  Capabilities capabilities = {};
  Seccomp seccomp = {};
  Resources resources = {};
  std::vector<Mount> mounts = {};  // after, or instead of, the default ones
  std::vector<Device> devices = {};
  std::map<std::string, std::string> sysctls = {};
  std::map<std::string, std::string> annotations = {};
  std::optional<std::vector<std::string>> masked_paths = {};    // unset: the default ones
  std::optional<std::vector<std::string>> readonly_paths = {};  // unset: the default ones
  std::int64_t shm_size = 64 << 20;                             // bytes
  std::string cgroups_path = {};  // "/docker/ID", or "slice:docker:ID" with systemd
};

}  // namespace plimsoll::oci
