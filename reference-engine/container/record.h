#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reference-engine/container/mount_points.h"
#include "reference-engine/container/state.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine {

// How a container is doing. Kept with the record.
struct State {
  Status status = Status::created;
  bool removing = false;
  bool restarting = false;  // ended, and about to be brought back; not kept
  std::uint32_t pid = 0;
  int exit_code = 0;
  std::string error;  // why the last start failed
  Timestamp started;
  Timestamp finished;
};

// All that is known of a container and outlives the engine: one file,
// <data-root>/containers/<id>/config.json.
struct Record {
  std::string id;
  std::string name;  // without '/'
  Timestamp created;
  std::string image_id;        // "sha256:..."
  nlohmann::json config;       // as inspect shows it: the request's merged with the image's
  nlohmann::json host_config;  // as inspect shows it; Runtime is the name asked for, or the default
  std::vector<MountPoint> mounts;
  std::string storage_driver;  // containerd's snapshotter
  int restart_count = 0;
  bool stopped_by_hand = false;  // no restart policy brings it back
  State state;

  [[nodiscard]] std::string runtime() const { return host_config.value("Runtime", ""); }
  [[nodiscard]] bool terminal() const { return config.value("Tty", false); }
  [[nodiscard]] bool auto_remove() const { return host_config.value("AutoRemove", false); }
};

[[nodiscard]] nlohmann::json to_json(const Record& record);
// Throws nlohmann::json::exception for what is no record.
[[nodiscard]] Record record_from_json(const nlohmann::json& json);

}  // namespace plimsoll::engine
