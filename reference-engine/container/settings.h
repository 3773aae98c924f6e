#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reference-engine/container/record.h"
#include "reference-engine/oci/settings.h"

namespace plimsoll::engine {

// What is outside the record and shapes the spec.
struct Environment {
  std::filesystem::path directory;  // holds the container's hosts, hostname and resolv.conf
  std::string passwd;               // texts of its rootfs
  std::string group;
  std::optional<std::vector<std::string>> capabilities;  // the engine's own, where not all
  std::vector<oci::Device> host_devices;                 // for a privileged container
  bool kernel_has_x32 = true;
};

struct InvalidSettings {
  std::string message;
};

// What the record asks for, as settings of an OCI spec.
[[nodiscard]] std::variant<oci::ContainerSettings, InvalidSettings> settings_for(
    const Record& record, const Environment& environment);

// A device of the host's by its path there; nothing if it is none.
[[nodiscard]] std::optional<oci::Device> device_at(const std::filesystem::path& path);
// Everything below /dev that a privileged container sees: not the terminals and what is made anew.
[[nodiscard]] std::vector<oci::Device> devices_of_host();

// The capabilities this process may pass on; nothing if that is all of them.
[[nodiscard]] std::optional<std::vector<std::string>> own_capabilities();

}  // namespace plimsoll::engine
