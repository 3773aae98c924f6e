#include "reference-engine/container/fields.h"

#include <algorithm>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

std::string_view go_type(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "string";
    case Kind::flag:
      return "bool";
    case Kind::integer:
      return "int64";
    case Kind::texts:
    case Kind::words:
      return "[]string";
    case Kind::text_map:
      return "map[string]string";
    case Kind::keys:
      return "map[string]struct {}";
    case Kind::object:
      return "struct";
    case Kind::array:
      return "[]struct";
  }
  return "";
}

// How Go's decoder calls a JSON value.
std::string go_value(const json& value) {
  if (value.is_number_float()) return "number " + value.dump();
  if (value.is_number()) return "number";
  if (value.is_string()) return "string";
  if (value.is_boolean()) return "bool";
  return value.is_array() ? "array" : "object";
}

WrongType wrong(const json& value, const std::string& path, std::string_view type) {
  std::string text = "invalid JSON: json: cannot unmarshal " + go_value(value);
  text.append(" into Go struct field ").append(path).append(" of type ").append(type);
  return WrongType{std::move(text)};
}

// Go decodes null into anything, and leaves it as it was.
bool is_text(const json& value) { return value.is_string() || value.is_null(); }

std::optional<WrongType> check_elements(const json& value, const std::string& path) {
  for (const json& element : value) {
    if (!is_text(element)) return wrong(element, path, "string");
  }
  return std::nullopt;
}

std::optional<WrongType> check(const json& value, const std::string& path, Kind kind) {
  const auto unless = [&](bool right) -> std::optional<WrongType> {
    if (right) return std::nullopt;
    return wrong(value, path, go_type(kind));
  };
  switch (kind) {
    case Kind::text:
      return unless(value.is_string());
    case Kind::flag:
      return unless(value.is_boolean());
    case Kind::integer:
      return unless(value.is_number_integer());
    case Kind::words:
      if (value.is_string()) return std::nullopt;
      [[fallthrough]];
    case Kind::texts:
      if (auto bad = unless(value.is_array())) return bad;
      return check_elements(value, path);
    case Kind::text_map:
      if (auto bad = unless(value.is_object())) return bad;
      return check_elements(value, path);
    case Kind::keys:
    case Kind::object:
      return unless(value.is_object());
    case Kind::array:
      return unless(value.is_array());
  }
  return std::nullopt;
}

json without_nulls(json value, Kind kind) {
  if (kind == Kind::words && value.is_string()) return json::array({value});
  if (kind == Kind::texts || kind == Kind::words || kind == Kind::text_map) {
    for (json& element : value) {
      if (element.is_null()) element = "";
    }
  }
  return value;
}

constexpr Field kConfig[] = {
    {"Hostname", Kind::text, R"("")"},
    {"Domainname", Kind::text, R"("")"},
    {"User", Kind::text, R"("")"},
    {"AttachStdin", Kind::flag, "false"},
    {"AttachStdout", Kind::flag, "false"},
    {"AttachStderr", Kind::flag, "false"},
    {"ExposedPorts", Kind::keys, ""},
    {"Tty", Kind::flag, "false"},
    {"OpenStdin", Kind::flag, "false"},
    {"StdinOnce", Kind::flag, "false"},
    {"Env", Kind::texts, "[]"},
    {"Cmd", Kind::words, "null"},
    {"Healthcheck", Kind::object, ""},
    {"ArgsEscaped", Kind::flag, ""},
    {"Image", Kind::text, R"("")"},
    {"Volumes", Kind::keys, "null"},
    {"WorkingDir", Kind::text, R"("")"},
    {"Entrypoint", Kind::words, "null"},
    {"NetworkDisabled", Kind::flag, ""},
    {"MacAddress", Kind::text, ""},
    {"OnBuild", Kind::texts, "null"},
    {"Labels", Kind::text_map, "{}"},
    {"StopSignal", Kind::text, ""},
    {"StopTimeout", Kind::integer, ""},
    {"Shell", Kind::words, ""},
};

constexpr Field kHostConfig[] = {
    {"Binds", Kind::texts, "null"},
    {"ContainerIDFile", Kind::text, R"("")"},
    {"LogConfig", Kind::object, R"({"Type":"json-file","Config":{}})"},
    {"NetworkMode", Kind::text, R"("default")"},
    {"PortBindings", Kind::object, "{}"},
    {"RestartPolicy", Kind::object, R"({"Name":"no","MaximumRetryCount":0})"},
    {"AutoRemove", Kind::flag, "false"},
    {"VolumeDriver", Kind::text, R"("")"},
    {"VolumesFrom", Kind::texts, "null"},
    {"ConsoleSize", Kind::array, "[0,0]"},
    {"Annotations", Kind::text_map, ""},
    {"CapAdd", Kind::words, "null"},
    {"CapDrop", Kind::words, "null"},
    {"CgroupnsMode", Kind::text, R"("")"},
    {"Dns", Kind::texts, "[]"},
    {"DnsOptions", Kind::texts, "[]"},
    {"DnsSearch", Kind::texts, "[]"},
    {"ExtraHosts", Kind::texts, "null"},
    {"GroupAdd", Kind::texts, "null"},
    {"IpcMode", Kind::text, R"("private")"},
    {"Cgroup", Kind::text, R"("")"},
    {"Links", Kind::texts, "null"},
    {"OomScoreAdj", Kind::integer, "0"},
    {"PidMode", Kind::text, R"("")"},
    {"Privileged", Kind::flag, "false"},
    {"PublishAllPorts", Kind::flag, "false"},
    {"ReadonlyRootfs", Kind::flag, "false"},
    {"SecurityOpt", Kind::texts, "null"},
    {"StorageOpt", Kind::text_map, ""},
    {"Tmpfs", Kind::text_map, ""},
    {"UTSMode", Kind::text, R"("")"},
    {"UsernsMode", Kind::text, R"("")"},
    {"ShmSize", Kind::integer, "67108864"},
    {"Sysctls", Kind::text_map, ""},
    {"Runtime", Kind::text, R"("")"},
    {"Isolation", Kind::text, R"("")"},
    {"CpuShares", Kind::integer, "0"},
    {"Memory", Kind::integer, "0"},
    {"NanoCpus", Kind::integer, "0"},
    {"CgroupParent", Kind::text, R"("")"},
    {"BlkioWeight", Kind::integer, "0"},
    {"BlkioWeightDevice", Kind::array, "[]"},
    {"BlkioDeviceReadBps", Kind::array, "[]"},
    {"BlkioDeviceWriteBps", Kind::array, "[]"},
    {"BlkioDeviceReadIOps", Kind::array, "[]"},
    {"BlkioDeviceWriteIOps", Kind::array, "[]"},
    {"CpuPeriod", Kind::integer, "0"},
    {"CpuQuota", Kind::integer, "0"},
    {"CpuRealtimePeriod", Kind::integer, "0"},
    {"CpuRealtimeRuntime", Kind::integer, "0"},
    {"CpusetCpus", Kind::text, R"("")"},
    {"CpusetMems", Kind::text, R"("")"},
    {"Devices", Kind::array, "[]"},
    {"DeviceCgroupRules", Kind::texts, "null"},
    {"DeviceRequests", Kind::array, "null"},
    {"MemoryReservation", Kind::integer, "0"},
    {"MemorySwap", Kind::integer, "0"},
    {"MemorySwappiness", Kind::integer, "null"},
    {"OomKillDisable", Kind::flag, "null"},
    {"PidsLimit", Kind::integer, "null"},
    {"Ulimits", Kind::array, "[]"},
    {"CpuCount", Kind::integer, "0"},
    {"CpuPercent", Kind::integer, "0"},
    {"IOMaximumIOps", Kind::integer, "0"},
    {"IOMaximumBandwidth", Kind::integer, "0"},
    {"Mounts", Kind::array, ""},
    {"Init", Kind::flag, ""},
    {"MaskedPaths", Kind::texts, "null"},
    {"ReadonlyPaths", Kind::texts, "null"},
};

}  // namespace

std::optional<WrongType> take_fields(const json& object, std::string_view path,
                                     std::span<const Field> fields, json& into) {
  for (const Field& field : fields) {
    const auto given = object.find(field.name);
    if (given == object.end() || given->is_null()) {
      if (!field.absent.empty()) into[std::string(field.name)] = json::parse(field.absent);
      continue;
    }
    const std::string name = std::string(path).append(".").append(field.name);
    if (auto bad = check(*given, name, field.kind)) return bad;
    into[std::string(field.name)] = without_nulls(*given, field.kind);
  }
  return std::nullopt;
}

std::span<const Field> config_fields() { return kConfig; }
std::span<const Field> host_config_fields() { return kHostConfig; }

}  // namespace plimsoll::engine
