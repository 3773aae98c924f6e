#include "reference-engine/container/description.h"

#include <fmt/format.h>

#include "reference-engine/container/create_request.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

json networks(const Record& record) {
  return {{network_of(record),
           {{"IPAMConfig", nullptr},
            {"Links", nullptr},
            {"Aliases", nullptr},
            {"MacAddress", ""},
            {"DriverOpts", nullptr},
            {"GwPriority", 0},
            {"NetworkID", ""},
            {"EndpointID", ""},
            {"Gateway", ""},
            {"IPAddress", ""},
            {"IPPrefixLen", 0},
            {"IPv6Gateway", ""},
            {"GlobalIPv6Address", ""},
            {"GlobalIPv6PrefixLen", 0},
            {"DNSNames", nullptr}}}};
}

json network_settings(const Record& record) {
  return {{"Bridge", ""},
          {"SandboxID", ""},
          {"SandboxKey", ""},
          {"Ports", json::object()},
          {"HairpinMode", false},
          {"LinkLocalIPv6Address", ""},
          {"LinkLocalIPv6PrefixLen", 0},
          {"SecondaryIPAddresses", nullptr},
          {"SecondaryIPv6Addresses", nullptr},
          {"EndpointID", ""},
          {"Gateway", ""},
          {"GlobalIPv6Address", ""},
          {"GlobalIPv6PrefixLen", 0},
          {"IPAddress", ""},
          {"IPPrefixLen", 0},
          {"IPv6Gateway", ""},
          {"MacAddress", ""},
          {"Networks", networks(record)}};
}

std::string state_word(const State& state) {
  if (state.removing) return "removing";
  return state.restarting ? "restarting" : std::string(word_for(state.status));
}

json described(const State& state) {
  return {{"Status", state_word(state)},
          {"Running", has_a_task(state.status) || state.restarting},
          {"Paused", state.status == Status::paused},
          {"Restarting", state.restarting},
          {"OOMKilled", false},
          {"Dead", state.status == Status::dead},
          {"Pid", state.pid},
          {"ExitCode", state.exit_code},
          {"Error", state.error},
          {"StartedAt", rfc3339_nano(state.started)},
          {"FinishedAt", rfc3339_nano(state.finished)}};
}

json mounts(const Record& record) {
  json list = json::array();
  for (const MountPoint& point : record.mounts) list.push_back(described(point));
  return list;
}

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) line += (line.empty() ? "" : " ") + word;
  return line;
}

}  // namespace

std::string network_of(const Record& record) {
  const auto mode = record.host_config.value("NetworkMode", "default");
  return mode == "default" || mode == "bridge" ? "none" : mode;
}

json inspect(const Record& record, const Surroundings& surroundings) {
  const auto words = command_line(record.config);
  const auto beside = [&](const char* file) { return (surroundings.directory / file).string(); };
  const bool logged = record.host_config["LogConfig"]["Type"] == "json-file";
  return {
      {"Id", record.id},
      {"Created", rfc3339_nano(record.created)},
      {"Path", words.empty() ? "" : words.front()},
      {"Args", words.empty() ? words : std::vector<std::string>(words.begin() + 1, words.end())},
      {"State", described(record.state)},
      {"Image", record.image_id},
      {"ResolvConfPath", beside("resolv.conf")},
      {"HostnamePath", beside("hostname")},
      {"HostsPath", beside("hosts")},
      {"LogPath", logged ? beside((record.id + "-json.log").c_str()) : ""},
      {"Name", "/" + record.name},
      {"RestartCount", record.restart_count},
      {"Driver", record.storage_driver},
      {"Platform", "linux"},
      {"MountLabel", ""},
      {"ProcessLabel", ""},
      {"AppArmorProfile", ""},
      {"ExecIDs", surroundings.exec_ids.empty() ? json() : json(surroundings.exec_ids)},
      {"HostConfig", record.host_config},
      {"GraphDriver", {{"Data", nullptr}, {"Name", record.storage_driver}}},
      {"Mounts", mounts(record)},
      {"Config", record.config},
      {"NetworkSettings", network_settings(record)}};
}

json summary(const Record& record, Timestamp now) {
  const auto created = std::chrono::floor<std::chrono::seconds>(record.created.time_since_epoch());
  return {{"Id", record.id},
          {"Names", json::array({"/" + record.name})},
          {"Image", record.config.value("Image", "")},
          {"ImageID", record.image_id},
          {"Command", joined(command_line(record.config))},
          {"Created", created.count()},
          {"Ports", json::array()},
          {"Labels", record.config.value("Labels", json::object())},
          {"State", state_word(record.state)},
          {"Status", status_line(record.state, now)},
          {"HostConfig", {{"NetworkMode", network_of(record)}}},
          {"NetworkSettings", {{"Networks", networks(record)}}},
          {"Mounts", mounts(record)}};
}

// moby v28.5.2:container/state.go String
std::string status_line(const State& state, Timestamp now) {
  if (state.removing) return "Removal In Progress";
  if (state.restarting) {
    return fmt::format("Restarting ({}) {} ago", state.exit_code,
                       human_duration(now - state.finished));
  }
  switch (state.status) {
    case Status::created:
      return "Created";
    case Status::running:
      return "Up " + human_duration(now - state.started);
    case Status::paused:
      return "Up " + human_duration(now - state.started) + " (Paused)";
    case Status::exited:
      return fmt::format("Exited ({}) {} ago", state.exit_code,
                         human_duration(now - state.finished));
    case Status::dead:
      break;
  }
  return "Dead";
}

std::string human_duration(std::chrono::nanoseconds duration) {
  using namespace std::chrono;
  const auto seconds = duration_cast<std::chrono::seconds>(duration).count();
  if (seconds < 1) return "Less than a second";
  if (seconds == 1) return "1 second";
  if (seconds < 60) return fmt::format("{} seconds", seconds);
  const auto minutes = seconds / 60;
  if (minutes == 1) return "About a minute";
  if (minutes < 60) return fmt::format("{} minutes", minutes);
  const auto hours = (seconds + 1800) / 3600;
  if (hours == 1) return "About an hour";
  if (hours < 48) return fmt::format("{} hours", hours);
  const auto days = hours / 24;
  if (days < 14) return fmt::format("{} days", days);
  if (days < 60) return fmt::format("{} weeks", days / 7);
  if (days < 730) return fmt::format("{} months", days / 30);
  return fmt::format("{} years", days / 365);
}

}  // namespace plimsoll::engine
