#include "reference-engine/container/record.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

Timestamp time_in(const json& object, const char* name) {
  return parse_rfc3339(object.at(name).get<std::string>()).value_or(Timestamp{});
}

json to_json(const State& state) {
  return {{"Status", word_for(state.status)},
          {"Pid", state.pid},
          {"ExitCode", state.exit_code},
          {"Error", state.error},
          {"StartedAt", rfc3339_nano(state.started)},
          {"FinishedAt", rfc3339_nano(state.finished)}};
}

State state_from_json(const json& object) {
  State state;
  state.status = status_named(object.at("Status").get<std::string>()).value_or(Status::dead);
  state.pid = object.at("Pid").get<std::uint32_t>();
  state.exit_code = object.at("ExitCode").get<int>();
  state.error = object.at("Error").get<std::string>();
  state.started = time_in(object, "StartedAt");
  state.finished = time_in(object, "FinishedAt");
  return state;
}

}  // namespace

json to_json(const Record& record) {
  json mounts = json::array();
  for (const MountPoint& point : record.mounts) mounts.push_back(to_json(point));
  return {{"Id", record.id},
          {"Name", record.name},
          {"Created", rfc3339_nano(record.created)},
          {"Image", record.image_id},
          {"Config", record.config},
          {"HostConfig", record.host_config},
          {"Mounts", mounts},
          {"Driver", record.storage_driver},
          {"RestartCount", record.restart_count},
          {"StoppedByHand", record.stopped_by_hand},
          {"State", to_json(record.state)}};
}

Record record_from_json(const json& object) {
  Record record;
  record.id = object.at("Id").get<std::string>();
  record.name = object.at("Name").get<std::string>();
  record.created = time_in(object, "Created");
  record.image_id = object.at("Image").get<std::string>();
  record.config = object.at("Config");
  record.host_config = object.at("HostConfig");
  for (const json& point : object.at("Mounts")) {
    record.mounts.push_back(mount_point_from_json(point));
  }
  record.storage_driver = object.at("Driver").get<std::string>();
  record.restart_count = object.at("RestartCount").get<int>();
  record.stopped_by_hand = object.at("StoppedByHand").get<bool>();
  record.state = state_from_json(object.at("State"));
  return record;
}

}  // namespace plimsoll::engine
