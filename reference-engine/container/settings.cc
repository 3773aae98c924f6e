#include "reference-engine/container/settings.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "reference-engine/container/create_request.h"
#include "reference-engine/container/process_environment.h"
#include "reference-engine/container/security_options.h"
#include "reference-engine/oci/capabilities.h"
#include "reference-engine/oci/user.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::vector<std::string> texts(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return {};
  return found->get<std::vector<std::string>>();
}

std::map<std::string, std::string> text_map(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_object()) return {};
  return found->get<std::map<std::string, std::string>>();
}

// Zero and null are Docker's way to leave a limit open.
template <class Number>
std::optional<Number> limit(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer() || *found == 0) return std::nullopt;
  return found->get<Number>();
}

oci::Resources resources_of(const json& host) {
  oci::Resources resources;
  resources.memory = limit<std::int64_t>(host, "Memory");
  resources.memory_reservation = limit<std::int64_t>(host, "MemoryReservation");
  resources.memory_swap = limit<std::int64_t>(host, "MemorySwap");
  // As much swap as memory, unless told otherwise (moby v28.5.2:daemon/daemon_unix.go
  // adaptContainerSettings).
  if (resources.memory && !resources.memory_swap) resources.memory_swap = *resources.memory * 2;
  resources.nano_cpus = limit<std::int64_t>(host, "NanoCpus");
  resources.cpu_shares = limit<std::uint64_t>(host, "CpuShares");
  resources.cpu_quota = limit<std::int64_t>(host, "CpuQuota");
  resources.cpu_period = limit<std::uint64_t>(host, "CpuPeriod");
  resources.cpuset_cpus = host.value("CpusetCpus", "");
  resources.cpuset_mems = host.value("CpusetMems", "");
  resources.pids_limit = limit<std::int64_t>(host, "PidsLimit");
  resources.blkio_weight = limit<std::uint16_t>(host, "BlkioWeight");
  const auto oom = host.find("OomKillDisable");
  if (oom != host.end() && *oom == true) resources.oom_kill_disable = true;
  return resources;
}

std::vector<std::string> split_options(const std::string& text) {
  std::vector<std::string> options;
  for (std::size_t at = 0; at < text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    if (comma > at) options.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return options;
}

oci::Mount mount_of(const MountPoint& point) {
  oci::Mount mount;
  mount.destination = point.destination;
  if (point.type == MountPoint::Type::tmpfs) {
    mount.type = "tmpfs";
    mount.source = "tmpfs";
    mount.options = {"noexec", "nosuid", "nodev"};
    for (auto& option : split_options(point.mode)) mount.options.push_back(std::move(option));
    return mount;
  }
  mount.type = "bind";
  mount.source = point.source;
  mount.options = {"rbind", point.propagation.empty() ? "rprivate" : point.propagation};
  if (point.read_only) mount.options.push_back("ro");
  return mount;
}

std::vector<oci::Mount> mounts_of(const Record& record, const fs::path& directory) {
  std::vector<oci::Mount> mounts;
  std::set<std::string> taken;
  for (const MountPoint& point : record.mounts) {
    mounts.push_back(mount_of(point));
    taken.insert(point.destination);
  }
  for (const char* file : {"resolv.conf", "hostname", "hosts"}) {
    const std::string destination = std::string("/etc/") + file;
    if (taken.contains(destination)) continue;
    oci::Mount mount;
    mount.destination = destination;
    mount.type = "bind";
    mount.source = (directory / file).string();
    mount.options = {"rbind", "rprivate"};
    mounts.push_back(std::move(mount));
  }
  return mounts;
}

oci::HostNamespaces namespaces_of(const json& host) {
  return {.network = host["NetworkMode"] == "host",
          .pid = host["PidMode"] == "host",
          .ipc = host["IpcMode"] == "host",
          .uts = host["UTSMode"] == "host",
          .cgroup = host["CgroupnsMode"] != "private"};
}

std::vector<oci::Ulimit> ulimits_of(const json& host) {
  std::vector<oci::Ulimit> ulimits;
  for (const json& wanted : host["Ulimits"]) {
    oci::Ulimit ulimit;
    ulimit.name = wanted["Name"].get<std::string>();
    ulimit.soft = static_cast<std::uint64_t>(wanted["Soft"].get<std::int64_t>());
    ulimit.hard = static_cast<std::uint64_t>(wanted["Hard"].get<std::int64_t>());
    ulimits.push_back(std::move(ulimit));
  }
  return ulimits;
}

std::optional<InvalidSettings> add_devices(const json& host, std::vector<oci::Device>& devices) {
  for (const json& wanted : host["Devices"]) {
    const auto path = wanted["PathOnHost"].get<std::string>();
    auto device = device_at(path);
    // moby v28.5.2:daemon/pkg/oci/devices_linux.go DevicesFromPath
    if (!device) {
      return InvalidSettings{"error gathering device information while adding custom device \"" +
                             path + "\": no such file or directory"};
    }
    if (wanted["PathInContainer"] != "") device->path = wanted["PathInContainer"];
    if (wanted["CgroupPermissions"] != "") device->access = wanted["CgroupPermissions"];
    devices.push_back(std::move(*device));
  }
  return std::nullopt;
}

std::string cgroups_path(const json& host, const std::string& id) {
  const auto parent = host.value("CgroupParent", "");
  return (fs::path(parent.empty() ? "/docker" : parent) / id).string();
}

}  // namespace

std::variant<oci::ContainerSettings, InvalidSettings> settings_for(const Record& record,
                                                                   const Environment& around) {
  const json& config = record.config;
  const json& host = record.host_config;
  const auto security = read_security_options(texts(host, "SecurityOpt"));
  if (const auto* bad = std::get_if<InvalidSecurityOption>(&security)) {
    return InvalidSettings{bad->message};
  }
  const auto& secured = std::get<SecurityOptions>(security);
  const auto user = user_of({.user = config.value("User", ""),
                             .further_groups = texts(host, "GroupAdd"),
                             .passwd = around.passwd,
                             .group = around.group});
  if (const auto* bad = std::get_if<oci::UserError>(&user)) return InvalidSettings{bad->message};

  oci::ContainerSettings settings;
  settings.process.args = command_line(config);
  settings.process.env = environment_of(config);
  settings.process.cwd = config.value("WorkingDir", "");
  if (settings.process.cwd.empty()) settings.process.cwd = "/";
  settings.process.user = std::get<oci::User>(user);
  settings.process.terminal = record.terminal();
  settings.process.no_new_privileges = secured.no_new_privileges;
  settings.process.apparmor_profile = secured.apparmor_profile;
  if (const auto score = limit<int>(host, "OomScoreAdj")) settings.process.oom_score_adj = score;
  settings.process.ulimits = ulimits_of(host);
  settings.hostname = config.value("Hostname", "");
  settings.domainname = config.value("Domainname", "");
  settings.readonly_rootfs = host.value("ReadonlyRootfs", false);
  settings.privileged = host.value("Privileged", false);
  settings.host = namespaces_of(host);
  settings.capabilities.add = texts(host, "CapAdd");
  settings.capabilities.drop = texts(host, "CapDrop");
  settings.capabilities.available = around.capabilities;
  settings.seccomp = secured.seccomp;
  settings.seccomp.kernel_has_x32 = around.kernel_has_x32;
  settings.resources = resources_of(host);
  settings.mounts = mounts_of(record, around.directory);
  if (settings.privileged) settings.devices = around.host_devices;
  if (auto bad = add_devices(host, settings.devices)) return *bad;
  settings.sysctls = text_map(host, "Sysctls");
  settings.annotations = text_map(host, "Annotations");
  if (host["MaskedPaths"].is_array()) settings.masked_paths = texts(host, "MaskedPaths");
  if (host["ReadonlyPaths"].is_array()) settings.readonly_paths = texts(host, "ReadonlyPaths");
  settings.shm_size = host["ShmSize"].get<std::int64_t>();
  settings.cgroups_path = cgroups_path(host, record.id);
  return settings;
}

std::optional<oci::Device> device_at(const fs::path& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return std::nullopt;
  if (!S_ISCHR(about.st_mode) && !S_ISBLK(about.st_mode)) return std::nullopt;
  oci::Device device;
  device.path = path.string();
  device.type = S_ISCHR(about.st_mode) ? 'c' : 'b';
  device.major = ::major(about.st_rdev);
  device.minor = ::minor(about.st_rdev);
  return device;
}

std::vector<oci::Device> devices_of_host() {
  static const std::set<std::string> kNotThese = {"pts",  "shm",  "fd",    "mqueue", "console",
                                                  "null", "zero", "full",  "random", "urandom",
                                                  "tty",  "ptmx", ".udev", ".lxc"};
  std::vector<oci::Device> devices;
  std::error_code failed;
  fs::recursive_directory_iterator entries("/dev", failed);
  for (const auto end = fs::recursive_directory_iterator(); !failed && entries != end;
       entries.increment(failed)) {
    if (kNotThese.contains(entries->path().filename().string())) {
      entries.disable_recursion_pending();
      continue;
    }
    if (entries->is_symlink(failed)) continue;
    if (auto device = device_at(entries->path())) devices.push_back(std::move(*device));
  }
  return devices;
}

std::optional<std::vector<std::string>> own_capabilities() {
  std::ifstream status("/proc/self/status");
  constexpr std::string_view kField = "CapBnd:";
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(kField)) continue;
    auto own = oci::capabilities_of(std::stoull(line.substr(kField.size()), nullptr, 16));
    if (own.size() == oci::all_capabilities().size()) return std::nullopt;
    return own;
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine
