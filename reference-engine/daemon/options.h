#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "reference-engine/runtime/configuration.h"

namespace plimsoll::engine {

// plimsolld's command line.
struct Options {
  std::filesystem::path socket = "/run/plimsoll.sock";
  std::filesystem::path data_root = "/var/lib/plimsoll";
  std::filesystem::path exec_root = "/run/plimsoll-engine";
  std::filesystem::path containerd = "/run/containerd/containerd.sock";
  std::string containerd_namespace = "moby";
  std::optional<std::filesystem::path> config_file =
      {};  // unset: the default one, which may be missing
  runtime::Flags runtimes = {};
  std::string group = {};
  std::filesystem::path pidfile = {};
  std::string log_level = "info";
  bool live_restore = false;  // containers run on when the engine ends
  bool validate = false;
};

inline constexpr const char* kDefaultConfigFile = "/etc/plimsoll/daemon.json";

// Nothing when the process is done: help, version, or a mistake, which has been told; then
// `exit_code` is set.
[[nodiscard]] std::optional<Options> parse_options(int argc, const char* const* argv,
                                                   int& exit_code);

}  // namespace plimsoll::engine
