#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plimsoll::engine {

// Something of the host's (or an empty tmpfs) seen at a path of the container's.
struct MountPoint {
  enum class Type { bind, volume, tmpfs };
  Type type = Type::bind;
  std::string volume;  // the name of a volume
  std::string source;  // of a bind or a volume
  std::string destination;
  bool read_only = false;
  std::string mode;  // as given: "ro,z"; of a tmpfs: "size=64m"
  std::string propagation;
  bool source_must_exist = false;  // --mount wants it there, -v makes it

  friend bool operator==(const MountPoint&, const MountPoint&) = default;
};

struct InvalidMount {
  std::string message;  // a 400
};

// HostConfig's Binds ("/src:/dst:ro", "name:/dst", "/dst"), Mounts and Tmpfs, and the image's
// Volumes where nothing else is mounted. Nameless volumes get a random name.
[[nodiscard]] std::variant<std::vector<MountPoint>, InvalidMount> mount_points(
    const nlohmann::json& config, const nlohmann::json& host_config,
    const std::filesystem::path& volumes);

[[nodiscard]] nlohmann::json to_json(const MountPoint& point);
[[nodiscard]] MountPoint mount_point_from_json(const nlohmann::json& json);

// As inspect shows it.
[[nodiscard]] nlohmann::json described(const MountPoint& point);

}  // namespace plimsoll::engine
