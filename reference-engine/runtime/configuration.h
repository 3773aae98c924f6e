#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference-engine/runtime/catalogue.h"

namespace plimsoll::runtime {

// What the command line says.
struct Flags {
  std::vector<std::string> add_runtime = {};        // --add-runtime NAME=PATH, as often as given
  std::optional<std::string> default_runtime = {};  // --default-runtime NAME
};

// What is in force: the flags, and the file over them.
struct Configuration {
  Flags flags = {};
  ConfiguredRuntimes from_flags = {};
  ConfiguredRuntimes from_file = {};
  std::string default_runtime = "runc";

  // The file wins over a flag of the same name (moby config.MergeDaemonConfigurations).
  [[nodiscard]] ConfiguredRuntimes runtimes() const;
};

struct ConfigurationError {
  std::string text;  // dockerd's own, as of v28, where it has one
};

using ConfigurationResult = std::variant<Configuration, ConfigurationError>;

// Reads the flags and a daemon.json (empty: there is none).
[[nodiscard]] ConfigurationResult read_configuration(std::string_view daemon_json, Flags flags);

// What a daemon.json that is read again makes of the configuration in force: all of it, or an error
// and nothing. Keys that are absent keep what they said. --add-runtime entries stay, which dockerd
// loses.
[[nodiscard]] ConfigurationResult reload(const Configuration& in_force,
                                         std::string_view daemon_json);

}  // namespace plimsoll::runtime
