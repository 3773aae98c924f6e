#include "reference-engine/container/mount_points.h"

#include <algorithm>
#include <array>

#include "reference-engine/container/names.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using Type = MountPoint::Type;

std::string_view word_for(Type type) {
  return type == Type::bind ? "bind" : type == Type::volume ? "volume" : "tmpfs";
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == text.npos) return parts;
    text.remove_prefix(at + 1);
  }
}

constexpr std::array<std::string_view, 6> kPropagations = {"private", "rprivate", "shared",
                                                           "rshared", "slave",    "rslave"};

bool is_propagation(std::string_view word) {
  return std::find(kPropagations.begin(), kPropagations.end(), word) != kPropagations.end();
}

// Relabelling, copying and consistency mean nothing here and are taken as given.
bool is_mode(std::string_view word) {
  constexpr std::array<std::string_view, 8> kModes = {
      "rw", "ro", "z", "Z", "nocopy", "consistent", "cached", "delegated"};
  return is_propagation(word) || std::find(kModes.begin(), kModes.end(), word) != kModes.end();
}

// Whether a runtime can do it only its `features` tell, which this engine does not ask for.
InvalidMount not_recursively() {
  return {"recursive read-only mounts are not supported by this engine"};
}

std::string volume_source(const std::filesystem::path& volumes, const std::string& name) {
  return (volumes / name / "_data").string();
}

class Collection {
 public:
  explicit Collection(std::filesystem::path volumes) : volumes_(std::move(volumes)) {}

  std::optional<InvalidMount> add_bind(const std::string& text);
  std::optional<InvalidMount> add_mount(const json& mount);
  std::optional<InvalidMount> add_tmpfs(const std::string& destination, const std::string& options);
  void add_image_volume(const std::string& destination);

  std::vector<MountPoint> take() { return std::move(points_); }

 private:
  bool is_taken(const std::string& destination) const {
    return std::any_of(points_.begin(), points_.end(),
                       [&](const MountPoint& point) { return point.destination == destination; });
  }
  std::optional<InvalidMount> add(MountPoint point) {
    // moby v28.5.2:daemon/errors.go duplicateMountPointError
    if (is_taken(point.destination)) {
      return InvalidMount{"Duplicate mount point: " + point.destination};
    }
    points_.push_back(std::move(point));
    return std::nullopt;
  }
  void name_volume(MountPoint& point, std::string name) const {
    point.type = Type::volume;
    point.volume = name.empty() ? random_container_id() : std::move(name);
    point.source = volume_source(volumes_, point.volume);
  }

  std::filesystem::path volumes_;
  std::vector<MountPoint> points_;
};

std::optional<InvalidMount> Collection::add_bind(const std::string& text) {
  const auto parts = split(text, ':');
  const auto empty = [](const std::string& part) { return part.empty(); };
  if (parts.size() > 3 || std::any_of(parts.begin(), parts.end(), empty)) {
    return InvalidMount{"invalid volume specification: '" + text + "'"};
  }
  MountPoint point;
  point.destination = parts.size() == 1 ? parts[0] : parts[1];
  if (!point.destination.starts_with('/')) {
    return InvalidMount{"invalid volume specification: '" + text +
                        "': invalid mount config for type \"bind\": invalid mount path: '" +
                        point.destination + "' mount path must be absolute"};
  }
  if (point.destination == "/") {
    return InvalidMount{"invalid volume specification: '" + text +
                        "': invalid mount config for type \"bind\": invalid specification: "
                        "destination can't be '/'"};
  }
  if (parts.size() == 3) {
    point.mode = parts[2];
    for (const auto& word : split(point.mode, ',')) {
      if (word == "rro") return not_recursively();
      if (!is_mode(word)) return InvalidMount{"invalid mode: " + point.mode};
      if (word == "ro") point.read_only = true;
      if (is_propagation(word)) point.propagation = word;
    }
  }
  if (parts.size() > 1 && parts[0].starts_with('/')) {
    point.source = parts[0];
    if (point.propagation.empty()) point.propagation = "rprivate";
    return add(std::move(point));
  }
  const std::string name = parts.size() > 1 ? parts[0] : "";
  if (!name.empty() && (name.starts_with('/') || why_name_is_invalid(name))) {
    return InvalidMount{"create " + name + ": \"" + name +
                        "\" includes invalid characters for a local volume name, only "
                        "\"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host "
                        "directory, use absolute path"};
  }
  name_volume(point, name);
  return add(std::move(point));
}

std::optional<InvalidMount> Collection::add_mount(const json& mount) {
  MountPoint point;
  const auto type = mount.value("Type", "volume");
  const auto source = mount.value("Source", "");
  point.destination = mount.value("Target", "");
  point.read_only = mount.value("ReadOnly", false);
  const auto invalid = [&](const std::string& why) {
    return InvalidMount{"invalid mount config for type \"" + type + "\": " + why};
  };
  if (point.destination.empty()) return invalid("field Target must not be empty");
  if (!point.destination.starts_with('/')) {
    return invalid("invalid mount path: '" + point.destination + "' mount path must be absolute");
  }
  if (point.destination == "/") return invalid("invalid specification: destination can't be '/'");
  if (type == "bind") {
    if (source.empty()) return invalid("field Source must not be empty");
    if (!source.starts_with('/')) {
      return invalid("invalid mount path: '" + source + "' mount path must be absolute");
    }
    point.source = source;
    point.source_must_exist = true;
    const auto options = mount.find("BindOptions");
    if (options != mount.end() && options->is_object()) {
      const auto wanted = options->find("Propagation");
      if (wanted != options->end() && wanted->is_string()) point.propagation = *wanted;
      const auto forced = options->find("ReadOnlyForceRecursive");
      if (forced != options->end() && *forced == true) return not_recursively();
      const auto make = options->find("CreateMountpoint");
      if (make != options->end() && *make == true) point.source_must_exist = false;
    }
    if (point.propagation.empty()) point.propagation = "rprivate";
    if (!is_propagation(point.propagation)) return invalid("invalid propagation mode");
    return add(std::move(point));
  }
  if (type == "tmpfs") {
    if (!source.empty()) return invalid("field Source must not be specified");
    point.type = Type::tmpfs;
    if (point.read_only) point.mode = "ro";
    return add(std::move(point));
  }
  if (type != "volume") return InvalidMount{"mount type unknown: \"" + type + "\""};
  if (!source.empty() && (source.starts_with('/') || why_name_is_invalid(source))) {
    return invalid("invalid volume name: " + source);
  }
  name_volume(point, source);
  return add(std::move(point));
}

std::optional<InvalidMount> Collection::add_tmpfs(const std::string& destination,
                                                  const std::string& options) {
  if (!destination.starts_with('/')) {
    return InvalidMount{"invalid mount path: '" + destination + "' mount path must be absolute"};
  }
  MountPoint point;
  point.type = Type::tmpfs;
  point.destination = destination;
  point.mode = options;
  return add(std::move(point));
}

void Collection::add_image_volume(const std::string& destination) {
  if (!destination.starts_with('/') || is_taken(destination)) return;
  MountPoint point;
  point.destination = destination;
  name_volume(point, "");
  points_.push_back(std::move(point));
}

const json& field(const json& object, const char* name) {
  static const json kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

}  // namespace

std::variant<std::vector<MountPoint>, InvalidMount> mount_points(
    const json& config, const json& host_config, const std::filesystem::path& volumes) {
  Collection collection(volumes);
  for (const json& bind : field(host_config, "Binds")) {
    if (auto bad = collection.add_bind(bind.get<std::string>())) return *bad;
  }
  for (const json& mount : field(host_config, "Mounts")) {
    if (auto bad = collection.add_mount(mount)) return *bad;
  }
  for (const auto& [destination, options] : field(host_config, "Tmpfs").items()) {
    if (auto bad = collection.add_tmpfs(destination, options.get<std::string>())) return *bad;
  }
  for (const auto& [destination, nothing] : field(config, "Volumes").items()) {
    collection.add_image_volume(destination);
  }
  return collection.take();
}

json to_json(const MountPoint& point) {
  return {{"Type", word_for(point.type)},     {"Volume", point.volume},
          {"Source", point.source},           {"Destination", point.destination},
          {"ReadOnly", point.read_only},      {"Mode", point.mode},
          {"Propagation", point.propagation}, {"SourceMustExist", point.source_must_exist}};
}

MountPoint mount_point_from_json(const json& object) {
  const auto type = object.at("Type").get<std::string>();
  return {.type = type == "bind"     ? Type::bind
                  : type == "volume" ? Type::volume
                                     : Type::tmpfs,
          .volume = object.at("Volume").get<std::string>(),
          .source = object.at("Source").get<std::string>(),
          .destination = object.at("Destination").get<std::string>(),
          .read_only = object.at("ReadOnly").get<bool>(),
          .mode = object.at("Mode").get<std::string>(),
          .propagation = object.at("Propagation").get<std::string>(),
          .source_must_exist = object.at("SourceMustExist").get<bool>()};
}

json described(const MountPoint& point) {
  json shown = {{"Type", word_for(point.type)},     {"Source", point.source},
                {"Destination", point.destination}, {"Mode", point.mode},
                {"RW", !point.read_only},           {"Propagation", point.propagation}};
  if (point.type == Type::volume) {
    shown["Name"] = point.volume;
    shown["Driver"] = "local";
  }
  return shown;
}

}  // namespace plimsoll::engine
