#pragma once

#include <nlohmann/json.hpp>

#include "reference-engine/oci/settings.h"

namespace plimsoll::oci {

// The OCI runtime spec (config.json) of a container, with dockerd's secure defaults: a short list
// of capabilities, masked and read-only paths, the default seccomp profile, no devices but the
// harmless ones (moby v28.5.2:daemon/pkg/oci/defaults.go).
//
//   ContainerSettings settings;
//   settings.process.args = {"sh"};
//   settings.cgroups_path = "/docker/" + id;
//   const nlohmann::json config = spec(settings);
[[nodiscard]] nlohmann::json spec(const ContainerSettings& settings);

}  // namespace plimsoll::oci
