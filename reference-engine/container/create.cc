#include <spdlog/spdlog.h>

#include <fstream>
#include <system_error>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/names.h"
#include "reference-engine/container/service.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace {

using api::ApiError;
using boost::beast::http::status;
using nlohmann::json;

// Said at once rather than ignored: a container that silently lacks what was asked for is worse.
void refuse_what_is_not_supported(const json& host_config) {
  const auto ipc = host_config["IpcMode"].get<std::string>();
  if (ipc != "private" && ipc != "shareable" && ipc != "none" && ipc != "host") {
    throw ApiError(status::bad_request, "invalid IPC mode: " + ipc);
  }
  for (const char* name : {"PidMode", "UTSMode", "UsernsMode"}) {
    const auto mode = host_config[name].get<std::string>();
    if (!mode.empty() && mode != "host") {
      throw ApiError(status::bad_request,
                     std::string("HostConfig.") + name + " is not supported: " + mode);
    }
  }
  const auto network = host_config["NetworkMode"].get<std::string>();
  if (network != "default" && network != "bridge" && network != "none" && network != "host") {
    throw ApiError(status::not_found, "network " + network + " not found");
  }
  if (host_config.value("Init", false)) {
    throw ApiError(status::bad_request, "HostConfig.Init is not supported by this engine");
  }
  for (const char* name : {"VolumesFrom", "Links", "DeviceRequests", "BlkioWeightDevice"}) {
    const auto found = host_config.find(name);
    if (found != host_config.end() && !found->is_null() && !found->empty()) {
      throw ApiError(status::bad_request,
                     std::string("HostConfig.") + name + " is not supported by this engine");
    }
  }
}

std::vector<MountPoint> settle_mounts(const CreateRequest& request, const fs::path& volumes) {
  auto settled = mount_points(request.config, request.host_config, volumes);
  if (const auto* bad = std::get_if<InvalidMount>(&settled)) {
    throw ApiError(status::bad_request, bad->message);
  }
  auto& points = std::get<std::vector<MountPoint>>(settled);
  for (const MountPoint& point : points) {
    std::error_code unreadable;
    if (point.source_must_exist && !fs::exists(point.source, unreadable)) {
      throw ApiError(status::bad_request,
                     "invalid mount config for type \"bind\": bind source path does not exist: " +
                         point.source);
    }
  }
  return std::move(points);
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw Error::from_errno("write", path.string());
}

std::string contents_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Docker's defaults follow the machine (moby v28.5.2:daemon/daemon_unix.go adaptContainerSettings).
void settle_cgroup_namespace(json& host_config) {
  if (host_config["CgroupnsMode"] != "") return;
  std::error_code unreadable;
  const bool unified = fs::exists("/sys/fs/cgroup/cgroup.controllers", unreadable);
  const bool own = unified && host_config["Privileged"] == false;
  host_config["CgroupnsMode"] = own ? "private" : "host";
}

// What is mounted over the image's /etc/hostname, /etc/hosts and /etc/resolv.conf.
void write_network_files(const fs::path& directory, const json& config, bool on_host_network) {
  fs::create_directories(directory);
  const auto hostname = config["Hostname"].get<std::string>();
  write_file(directory / "hostname", hostname + "\n");
  write_file(directory / "resolv.conf", contents_of("/etc/resolv.conf"));
  write_file(directory / "hosts", on_host_network ? contents_of("/etc/hosts")
                                                  : "127.0.0.1\tlocalhost\n"
                                                    "::1\tlocalhost ip6-localhost ip6-loopback\n"
                                                    "fe00::\tip6-localnet\n"
                                                    "ff00::\tip6-mcastprefix\n"
                                                    "ff02::1\tip6-allnodes\n"
                                                    "ff02::2\tip6-allrouters\n");
}

std::string own_hostname(const json& host_config, const std::string& id) {
  if (host_config["NetworkMode"] != "host") return id.substr(0, 12);
  std::string name = contents_of("/proc/sys/kernel/hostname");
  if (name.ends_with('\n')) name.pop_back();
  return name;
}

}  // namespace

asio::awaitable<ContainerService::Created> ContainerService::create(std::string name,
                                                                    CreateRequest request) {
  // The rule comes first: before the image is looked for, before the name is taken
  // (moby v28.5.2:daemon/create.go:65).
  json& runtime = request.host_config["Runtime"];
  runtime = select_runtime(parts_.rules.decide_at_create, runtime.get<std::string>()).name;
  refuse_what_is_not_supported(request.host_config);
  const Image image = co_await parts_.images.resolve(request.config["Image"].get<std::string>());
  merge_image_config(request.config, image.config);
  if (command_line(request.config).empty()) {
    throw ApiError(status::bad_request, "no command specified");
  }

  Record record;
  record.id = random_container_id();
  record.created = now();
  record.image_id = image.id;
  record.mounts = settle_mounts(request, places_.data_root / "volumes");
  if (request.config["Hostname"] == "") {
    request.config["Hostname"] = own_hostname(request.host_config, record.id);
  }
  settle_cgroup_namespace(request.host_config);
  record.config = std::move(request.config);
  record.host_config = std::move(request.host_config);
  hold_name(record, name);

  const auto container = std::make_shared<Container>(parts_.executor, std::move(record));
  std::exception_ptr failure;
  try {
    co_await put_down(container, image);
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    register_.release_name(container->record.name);
    std::error_code ignored;
    fs::remove_all(store_.directory_of(container->id()), ignored);
    std::rethrow_exception(failure);
  }
  register_.add(container);
  publish(*container, "create");
  co_return Created{.id = container->id(), .warnings = {}};
}

void ContainerService::hold_name(Record& record, const std::string& wanted) {
  if (wanted.empty()) {
    record.name = random_container_name();
    for (int attempt = 1; !register_.hold_name(record.name, record.id); ++attempt) {
      record.name = random_container_name() + std::to_string(attempt);
    }
    return;
  }
  if (const auto why = why_name_is_invalid(wanted)) throw ApiError(status::bad_request, *why);
  record.name = bare_name(wanted);
  if (!register_.hold_name(record.name, record.id)) {
    throw ApiError(status::conflict, name_conflict(wanted, register_.holder_of(record.name)));
  }
}

// The container's files and its snapshot, so that starting it has less to do.
asio::awaitable<void> ContainerService::put_down(ContainerRef container, Image image) {
  Record& record = container->record;
  const fs::path directory = store_.directory_of(record.id);
  write_network_files(directory, record.config, record.host_config["NetworkMode"] == "host");
  for (const MountPoint& point : record.mounts) {
    if (point.type == MountPoint::Type::volume) fs::create_directories(point.source);
  }
  if (record.host_config["LogConfig"]["Type"] == "json-file") {
    container->log =
        std::make_shared<LogFile>(parts_.executor, directory / (record.id + "-json.log"));
  }
  container->rootfs = co_await parts_.images.prepare_rootfs(record.id, image);
  record.storage_driver = parts_.images.snapshotter();
  store_.save(record);
}

void ContainerService::rename(const ContainerRef& container, const std::string& name) {
  if (bare_name(name).empty()) {
    throw ApiError(status::bad_request, "Neither old nor new names may be empty");
  }
  if (const auto why = why_name_is_invalid(name)) throw ApiError(status::bad_request, *why);
  const std::string old = container->record.name;
  const std::string wanted(bare_name(name));
  if (wanted == old) {
    throw ApiError(status::bad_request,
                   "Renaming a container with the same name as its current name");
  }
  if (!register_.hold_name(wanted, container->id())) {
    throw ApiError(status::conflict, name_conflict(wanted, register_.holder_of(wanted)));
  }
  register_.release_name(old);
  container->record.name = wanted;
  save(*container);
  publish(*container, "rename", {{"oldName", "/" + old}});
}

}  // namespace plimsoll::engine
