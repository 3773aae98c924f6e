#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference-engine/runtime/shim_runtime.h"

namespace plimsoll::runtime {

// {"path": "/usr/bin/crun", "runtimeArgs": ["--debug"]}: an OCI runtime for runc's shim to execute.
struct PathRuntime {
  std::string path;
  std::vector<std::string> arguments = {};

  bool operator==(const PathRuntime&) const = default;
};

// {"runtimeType": "io.containerd.kata.v2", "options": {…}}: a shim, by name or by absolute path. No
// rule judges what an administrator writes there (moby v24.0.9:daemon/runtime_unix.go:118).
struct TypedRuntime {
  std::string type;
  RuntimeOptions options = {};
  nlohmann::json options_as_written = {};

  bool operator==(const TypedRuntime&) const = default;
};

using Configured = std::variant<PathRuntime, TypedRuntime>;
using ConfiguredRuntimes = std::map<std::string, Configured, std::less<>>;

// What this engine adds to every runtime that is a path; typed ones get nothing that is not written
// (moby 6de52a29a8:daemon/runtime_unix.go:41).
struct PathRuntimeDefaults {
  std::string root;  // <exec-root>/runtime-runc
  bool systemd_cgroup = false;
  std::filesystem::path wrappers;  // directory of the scripts for runtimes with arguments
};

// The runtimes an engine knows by name, and its default.
struct Catalogue {
  ConfiguredRuntimes configured = {};
  std::string default_runtime = "runc";
  PathRuntimeDefaults defaults = {};
};

// `runc` and `io.containerd.runc.v2` are there without configuration. Only `runc` is reserved; an
// entry named `io.containerd.runc.v2` replaces the stock one (moby v25.0.17:daemon/runtime_unix.go
// setupRuntimes).
[[nodiscard]] bool is_stock(std::string_view name);

// Whether the default of a configuration can be one: configured, stock, or a name that is passed on
// (moby v25.0.17:daemon/runtime_unix.go:118).
[[nodiscard]] bool can_be_default(const ConfiguredRuntimes& configured, std::string_view name);

}  // namespace plimsoll::runtime
