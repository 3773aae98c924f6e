#include "reference-engine/api/system.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "github.com/containerd/containerd/api/services/version/v1/version.grpc.pb.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using ::containerd::services::version::v1::Version;
using http::status;
using http::verb;
using nlohmann::json;

constexpr const char* kVersion = "0.1.0";

utsname host() {
  utsname name{};
  ::uname(&name);
  return name;
}

std::string architecture(const utsname& host) {
  const std::string machine = host.machine;
  if (machine == "x86_64") return "amd64";
  if (machine == "aarch64") return "arm64";
  return machine;
}

std::string operating_system() {
  std::ifstream file("/etc/os-release");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("PRETTY_NAME=")) return line.substr(13, line.size() - 14);
  }
  return "Linux";
}

bool has_unified_cgroups() { return std::filesystem::exists("/sys/fs/cgroup/cgroup.controllers"); }

awaitable<void> ping(Exchange& exchange, SystemParts) {
  co_await exchange.reply_text(status::ok, "OK");
}

awaitable<json> containerd_component(containerd::Client& client) {
  const ::google::protobuf::Empty request;
  try {
    const auto answer = co_await client.call<Version>(&Version::Stub::PrepareAsyncVersion, request);
    co_return json{{"Name", "containerd"},
                   {"Version", answer.version()},
                   {"Details", {{"GitCommit", answer.revision()}}}};
  } catch (const containerd::RpcError&) {
    co_return json{
        {"Name", "containerd"}, {"Version", "unreachable"}, {"Details", {{"GitCommit", ""}}}};
  }
}

awaitable<void> version(Exchange& exchange, SystemParts parts) {
  const utsname machine = host();
  const json daemon = co_await containerd_component(parts.client);
  const json engine = {{"Name", "Engine"},
                       {"Version", kVersion},
                       {"Details",
                        {{"ApiVersion", to_string(kNewest)},
                         {"MinAPIVersion", to_string(kOldest)},
                         {"Os", "linux"},
                         {"Arch", architecture(machine)},
                         {"KernelVersion", machine.release},
                         {"Experimental", "false"}}}};
  const json body = {{"Platform", {{"Name", "Plimsoll reference engine"}}},
                     {"Components", {engine, daemon}},
                     {"Version", kVersion},
                     {"ApiVersion", to_string(kNewest)},
                     {"MinAPIVersion", to_string(kOldest)},
                     {"GitCommit", ""},
                     {"GoVersion", ""},
                     {"Os", "linux"},
                     {"Arch", architecture(machine)},
                     {"KernelVersion", machine.release},
                     {"BuildTime", ""}};
  co_await exchange.reply(status::ok, body);
}

json info_of_host() {
  const utsname machine = host();
  const std::int64_t memory =
      static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
  return {{"Name", machine.nodename},
          {"NCPU", std::thread::hardware_concurrency()},
          {"MemTotal", memory},
          {"KernelVersion", machine.release},
          {"OperatingSystem", operating_system()},
          {"OSType", "linux"},
          {"OSVersion", ""},
          {"Architecture", machine.machine},
          {"CgroupDriver", "cgroupfs"},
          {"CgroupVersion", has_unified_cgroups() ? "2" : "1"},
          {"SystemTime", rfc3339_nano(now())}};
}

json info_of_features() {
  json info = {
      {"DriverStatus", json::array()},
      {"Plugins", {{"Volume", {"local"}}, {"Network", {"host", "null"}}, {"Log", {"json-file"}}}},
      {"SecurityOptions", {"name=seccomp,profile=builtin"}},
      {"Warnings", nullptr},
      {"RegistryConfig",
       {{"InsecureRegistryCIDRs", json::array()},
        {"IndexConfigs", json::object()},
        {"Mirrors", json::array()}}},
      {"Swarm", {{"LocalNodeState", "inactive"}, {"RemoteManagers", nullptr}}},
      {"LoggingDriver", "json-file"},
      {"IndexServerAddress", ""},
      {"InitBinary", ""},
      {"Labels", json::array()}};
  for (const char* supported :
       {"MemoryLimit", "SwapLimit", "CpuCfsPeriod", "CpuCfsQuota", "CPUShares", "CPUSet",
        "PidsLimit", "OomKillDisable", "IPv4Forwarding"}) {
    info[supported] = true;
  }
  for (const char* absent : {"Debug", "ExperimentalBuild"}) info[absent] = false;
  return info;
}

// What an engine expected to find is told to old clients only (moby v28.5.2:daemon/info.go).
json commit(const json& id, ApiVersion version) {
  json told = {{"ID", id}};
  if (version < ApiVersion{1, 49}) told["Expected"] = id;
  return told;
}

awaitable<void> info(Exchange& exchange, SystemParts parts) {
  const auto images = co_await parts.images.list();
  const json daemon = co_await containerd_component(parts.client);
  const auto count = parts.containers.count();
  json body = {{"ID", parts.id},
               {"Containers", count.running + count.paused + count.stopped},
               {"ContainersRunning", count.running},
               {"ContainersPaused", count.paused},
               {"ContainersStopped", count.stopped},
               {"Images", images.size()},
               {"Driver", parts.images.snapshotter()},
               {"DockerRootDir", parts.data_root},
               {"ServerVersion", kVersion},
               {"ContainerdCommit", commit(daemon["Details"]["GitCommit"], exchange.version())},
               {"RuncCommit", commit("N/A", exchange.version())},
               {"InitCommit", commit("", exchange.version())},
               {"LiveRestoreEnabled", parts.live_restore}};
  body.update(parts.info_of_runtimes(parts.configuration()));
  body.update(info_of_host());
  body.update(info_of_features());
  co_await exchange.reply(status::ok, body);
}

json network(const char* name, const char* driver) {
  return {{"Name", name},
          {"Id", std::string(64, name[0])},
          {"Created", "0001-01-01T00:00:00Z"},
          {"Scope", "local"},
          {"Driver", driver},
          {"EnableIPv6", false},
          {"Internal", false},
          {"Attachable", false},
          {"Ingress", false},
          {"IPAM", {{"Driver", "default"}, {"Options", nullptr}, {"Config", json::array()}}},
          {"Containers", json::object()},
          {"Options", json::object()},
          {"Labels", json::object()}};
}

awaitable<void> networks(Exchange& exchange, SystemParts) {
  const json list = {network("none", "null"), network("host", "host")};
  co_await exchange.reply(status::ok, list);
}

awaitable<void> volumes(Exchange& exchange, SystemParts) {
  const json none = {{"Volumes", json::array()}, {"Warnings", nullptr}};
  co_await exchange.reply(status::ok, none);
}

}  // namespace

void add_system_endpoints(Router& router, SystemParts parts) {
  using Endpoint = awaitable<void> (*)(Exchange&, SystemParts);
  const auto add = [&](verb method, const char* pattern, Endpoint endpoint) {
    router.add(method, pattern,
               [endpoint, parts](Exchange& exchange) { return endpoint(exchange, parts); });
  };
  add(verb::get, "/_ping", ping);
  add(verb::head, "/_ping", ping);
  add(verb::get, "/version", version);
  add(verb::get, "/info", info);
  add(verb::get, "/networks", networks);
  add(verb::get, "/volumes", volumes);
}

}  // namespace plimsoll::engine::api
