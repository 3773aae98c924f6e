#include "reference-engine/container/create_request.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "reference-engine/container/environment_variable.h"
#include "reference-engine/container/fields.h"
#include "reference-engine/container/host_config_rules.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

constexpr std::string_view kRequest = "CreateRequest";

bool mentions_config(const json& body) {
  const auto fields = config_fields();
  return std::any_of(fields.begin(), fields.end(),
                     [&](const Field& field) { return body.contains(field.name); });
}

constexpr Field kRestartPolicy[] = {{"Name", Kind::text, R"("no")"},
                                    {"MaximumRetryCount", Kind::integer, "0"}};
constexpr Field kLogConfig[] = {{"Type", Kind::text, R"("json-file")"},
                                {"Config", Kind::text_map, "{}"}};
constexpr Field kMount[] = {
    {"Type", Kind::text, R"("volume")"}, {"Source", Kind::text, ""},
    {"Target", Kind::text, R"("")"},     {"ReadOnly", Kind::flag, ""},
    {"Consistency", Kind::text, ""},     {"BindOptions", Kind::object, ""},
    {"VolumeOptions", Kind::object, ""}, {"TmpfsOptions", Kind::object, ""}};
constexpr Field kDevice[] = {{"PathOnHost", Kind::text, R"("")"},
                             {"PathInContainer", Kind::text, R"("")"},
                             {"CgroupPermissions", Kind::text, R"("")"}};
constexpr Field kUlimit[] = {
    {"Name", Kind::text, R"("")"}, {"Soft", Kind::integer, "0"}, {"Hard", Kind::integer, "0"}};

struct Nested {
  std::string_view name;
  std::span<const Field> fields;
};

const std::array<Nested, 5> kNested = {{{"RestartPolicy", kRestartPolicy},
                                        {"LogConfig", kLogConfig},
                                        {"Mounts", kMount},
                                        {"Devices", kDevice},
                                        {"Ulimits", kUlimit}}};

std::optional<WrongType> complete(json& value, const std::string& path,
                                  std::span<const Field> fields) {
  if (!value.is_object()) {
    return WrongType{"invalid JSON: json: cannot unmarshal a value into Go struct field " + path +
                     " of type struct"};
  }
  json completed = json::object();
  if (auto bad = take_fields(value, path, fields, completed)) return bad;
  value = std::move(completed);
  return std::nullopt;
}

std::optional<WrongType> complete_nested(json& host) {
  for (const auto& [name, fields] : kNested) {
    const auto found = host.find(name);
    if (found == host.end() || found->is_null()) continue;
    const std::string path = std::string(kRequest).append(".HostConfig.").append(name);
    if (found->is_object()) {
      if (auto bad = complete(*found, path, fields)) return bad;
      continue;
    }
    for (json& element : *found) {
      if (auto bad = complete(element, path, fields)) return bad;
    }
  }
  return std::nullopt;
}

// An empty text is Docker's way not to choose.
void choose_defaults(json& host) {
  if (host["NetworkMode"] == "") host["NetworkMode"] = "default";
  if (host["IpcMode"] == "") host["IpcMode"] = "private";
  if (host["ShmSize"] == 0) host["ShmSize"] = 67108864;
  if (host["LogConfig"]["Type"] == "") host["LogConfig"]["Type"] = "json-file";
  if (host["RestartPolicy"]["Name"] == "") host["RestartPolicy"]["Name"] = "no";
}

bool absent_or_empty(const json& config, const char* name) {
  const auto found = config.find(name);
  return found == config.end() || found->is_null() || found->empty() || *found == "";
}

json merged_environment(const json& own, const json& from_image) {
  std::set<std::string, std::less<>> names;
  for (const auto& assignment : own) {
    names.emplace(variable_name(assignment.get_ref<const std::string&>()));
  }
  json merged = own;
  for (const auto& assignment : from_image) {
    const auto& text = assignment.get_ref<const std::string&>();
    if (!names.contains(variable_name(text))) merged.push_back(text);
  }
  return merged;
}

}  // namespace

std::variant<CreateRequest, BadRequest> parse_create_request(const json& body) {
  if (body.is_null()) return BadRequest{"invalid JSON: got EOF while reading request body"};
  if (!body.is_object()) {
    return BadRequest{
        "invalid JSON: json: cannot unmarshal a value into Go value of type "
        "container.CreateRequest"};
  }
  CreateRequest request{.config = json::object(), .host_config = json::object()};
  if (auto bad = take_fields(body, kRequest, config_fields(), request.config)) {
    return BadRequest{bad->message};
  }
  const auto given = body.find("HostConfig");
  const json host = given == body.end() || given->is_null() ? json::object() : *given;
  if (!host.is_object()) {
    return BadRequest{
        "invalid JSON: json: cannot unmarshal a value into Go struct field "
        "CreateRequest.HostConfig of type container.HostConfig"};
  }
  if (auto bad = take_fields(host, "CreateRequest.HostConfig", host_config_fields(),
                             request.host_config)) {
    return BadRequest{bad->message};
  }
  if (auto bad = complete_nested(request.host_config)) return BadRequest{bad->message};
  // moby v28.5.2:daemon/server/router/container (runconfig.ErrEmptyConfig)
  if (!mentions_config(body)) {
    return BadRequest{"config cannot be empty in order to create a container"};
  }
  choose_defaults(request.host_config);
  if (auto why = why_unacceptable(request.host_config)) return BadRequest{*why};
  return request;
}

void merge_image_config(json& config, const json& image_config) {
  const json image = image_config.is_object() ? image_config : json::object();
  for (const char* name : {"User", "WorkingDir", "StopSignal", "Shell"}) {
    if (absent_or_empty(config, name) && !absent_or_empty(image, name)) config[name] = image[name];
  }
  for (const char* name : {"ExposedPorts", "Volumes", "Labels"}) {
    if (absent_or_empty(image, name)) continue;
    json merged = image[name];
    if (!absent_or_empty(config, name)) merged.update(config[name]);
    config[name] = std::move(merged);
  }
  if (!absent_or_empty(image, "Env")) {
    config["Env"] = merged_environment(config["Env"], image["Env"]);
  }
  // A client that gives an entrypoint does not want the image's command (an entrypoint of one empty
  // word takes the image's away).
  const bool own_entrypoint = !absent_or_empty(config, "Entrypoint");
  if (own_entrypoint) {
    if (config["Entrypoint"] == json::array({""})) config["Entrypoint"] = nullptr;
    return;
  }
  if (absent_or_empty(config, "Cmd") && !absent_or_empty(image, "Cmd"))
    config["Cmd"] = image["Cmd"];
  if (!absent_or_empty(image, "Entrypoint")) config["Entrypoint"] = image["Entrypoint"];
}

std::vector<std::string> command_line(const json& config) {
  std::vector<std::string> words;
  for (const char* part : {"Entrypoint", "Cmd"}) {
    const auto found = config.find(part);
    if (found == config.end() || !found->is_array()) continue;
    for (const auto& word : *found) words.push_back(word.get<std::string>());
  }
  return words;
}

}  // namespace plimsoll::engine
