#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace plimsoll::runtime {

// Options of runc's own shim: containerd.runc.v1.Options, as containerd 1.6 to 2.x share them.
struct RuncOptions {
  std::string binary_name = {};  // the OCI runtime: a path, or a name on containerd's PATH
  std::string root = {};         // where the OCI runtime keeps its state
  bool systemd_cgroup = false;
  bool no_pivot_root = false;
  bool no_new_keyring = false;
  std::string shim_cgroup = {};
  std::uint32_t io_uid = 0;
  std::uint32_t io_gid = 0;
  std::string criu_image_path = {};
  std::string criu_work_path = {};

  bool operator==(const RuncOptions&) const = default;
};

// Options of any other shim: runtimeoptions.v1.Options.
struct GenericOptions {
  std::string type_url = {};
  std::string config_path = {};
  std::string config_body = {};

  bool operator==(const GenericOptions&) const = default;
};

using RuntimeOptions = std::variant<std::monostate, RuncOptions, GenericOptions>;

// What containerd is told: from its side the shim is the runtime.
struct ShimRuntime {
  std::string shim;  // containerd's runtime name, or the absolute path of a shim
  RuntimeOptions options = {};

  bool operator==(const ShimRuntime&) const = default;
};

// The shim that speaks with OCI runtimes; runc is a detail of it.
inline constexpr const char* kRuncShim = "io.containerd.runc.v2";

}  // namespace plimsoll::runtime
