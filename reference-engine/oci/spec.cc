#include "reference-engine/oci/spec.h"

#include <algorithm>

#include "reference-engine/oci/capabilities.h"
#include "reference-engine/oci/seccomp.h"

namespace plimsoll::oci {
namespace {

using nlohmann::json;

const json kMaskedPaths = {
    "/proc/asound",     "/proc/acpi",        "/proc/interrupts",
    "/proc/kcore",      "/proc/keys",        "/proc/latency_stats",
    "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug",
    "/proc/scsi",       "/sys/firmware",     "/sys/devices/virtual/powercap"};
const json kReadonlyPaths = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys",
                             "/proc/sysrq-trigger"};

json user(const User& user) {
  json result = {{"uid", user.uid}, {"gid", user.gid}};
  if (!user.additional_gids.empty()) result["additionalGids"] = user.additional_gids;
  return result;
}

// As execve leaves them: only root's process starts with what it may have (moby
// v28.5.2:daemon/pkg/oci/oci.go:19).
json capabilities(const std::vector<std::string>& granted, const User& user) {
  if (user.uid != 0) return {{"bounding", granted}};
  return {{"bounding", granted}, {"effective", granted}, {"permitted", granted}};
}

json process(const ContainerSettings& settings, const std::vector<std::string>& granted) {
  const auto& wanted = settings.process;
  json result = {
      {"args", wanted.args},         {"env", wanted.env},
      {"cwd", wanted.cwd},           {"user", user(wanted.user)},
      {"terminal", wanted.terminal}, {"capabilities", capabilities(granted, wanted.user)}};
  if (wanted.no_new_privileges) result["noNewPrivileges"] = true;
  if (!wanted.apparmor_profile.empty()) result["apparmorProfile"] = wanted.apparmor_profile;
  if (wanted.oom_score_adj) result["oomScoreAdj"] = *wanted.oom_score_adj;
  for (const auto& limit : wanted.ulimits) {
    std::string name = "RLIMIT_" + limit.name;
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::toupper(c); });
    result["rlimits"].push_back({{"type", name}, {"soft", limit.soft}, {"hard", limit.hard}});
  }
  return result;
}

json mount(const Mount& mount) {
  json result = {
      {"destination", mount.destination}, {"type", mount.type}, {"source", mount.source}};
  if (!mount.options.empty()) result["options"] = mount.options;
  return result;
}

std::vector<Mount> default_mounts(const ContainerSettings& settings) {
  const std::string access = settings.privileged ? "rw" : "ro";
  std::vector<Mount> mounts = {
      {"/proc", "proc", "proc", {"nosuid", "noexec", "nodev"}},
      {"/dev", "tmpfs", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}},
      {"/dev/pts",
       "devpts",
       "devpts",
       {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"}},
      {"/sys", "sysfs", "sysfs", {"nosuid", "noexec", "nodev", access}},
      {"/sys/fs/cgroup", "cgroup", "cgroup", {access, "nosuid", "noexec", "nodev"}},
      {"/dev/mqueue", "mqueue", "mqueue", {"nosuid", "noexec", "nodev"}}};
  if (settings.host.ipc) {
    mounts.push_back({"/dev/shm", "bind", "/dev/shm", {"rbind", "rprivate"}});
  } else {
    mounts.push_back(
        {"/dev/shm",
         "tmpfs",
         "shm",
         {"nosuid", "noexec", "nodev", "mode=1777", "size=" + std::to_string(settings.shm_size)}});
  }
  return mounts;
}

// A mount asked for replaces the default one of the same place. Parents come before what is mounted
// below them.
json mounts(const ContainerSettings& settings) {
  std::vector<Mount> all;
  for (auto& standard : default_mounts(settings)) {
    const auto replaces = [&](const Mount& asked) {
      return asked.destination == standard.destination;
    };
    if (std::ranges::none_of(settings.mounts, replaces)) all.push_back(std::move(standard));
  }
  std::vector<Mount> asked = settings.mounts;
  std::ranges::stable_sort(asked, {},
                           [](const Mount& m) { return std::ranges::count(m.destination, '/'); });
  all.insert(all.end(), asked.begin(), asked.end());
  json result = json::array();
  for (const auto& each : all) result.push_back(mount(each));
  return result;
}

json namespaces(const HostNamespaces& host) {
  json list = json::array({{{"type", "mount"}}});
  if (!host.network) list.push_back({{"type", "network"}});
  if (!host.uts) list.push_back({{"type", "uts"}});
  if (!host.pid) list.push_back({{"type", "pid"}});
  if (!host.ipc) list.push_back({{"type", "ipc"}});
  if (!host.cgroup) list.push_back({{"type", "cgroup"}});
  return list;
}

json rule(bool allow, const std::string& access) { return {{"allow", allow}, {"access", access}}; }

json rule_for(char type, std::int64_t major, std::int64_t minor, const std::string& access) {
  json result = {{"allow", true}, {"type", std::string(1, type)}, {"access", access}};
  if (major >= 0) result["major"] = major;
  if (minor >= 0) result["minor"] = minor;
  return result;
}

// Nothing but null, zero, full, random, urandom, tty, console, ptmx and the ptys; making nodes is
// harmless without use.
json device_rules(const ContainerSettings& settings) {
  if (settings.privileged) return json::array({rule(true, "rwm")});
  json rules =
      json::array({rule(false, "rwm"), rule_for('c', -1, -1, "m"), rule_for('b', -1, -1, "m")});
  for (const int minor : {3, 5, 7, 8, 9}) rules.push_back(rule_for('c', 1, minor, "rwm"));
  for (const int minor : {0, 1, 2}) rules.push_back(rule_for('c', 5, minor, "rwm"));
  rules.push_back(rule_for('c', 136, -1, "rwm"));
  for (const auto& device : settings.devices) {
    rules.push_back(rule_for(device.type, device.major, device.minor, device.access));
  }
  return rules;
}

template <class Value>
void put(json& object, const char* key, const std::optional<Value>& value) {
  if (value) object[key] = *value;
}

json memory(const Resources& wanted) {
  json result = json::object();
  put(result, "limit", wanted.memory);
  put(result, "reservation", wanted.memory_reservation);
  put(result, "swap", wanted.memory_swap);
  put(result, "disableOOMKiller", wanted.oom_kill_disable);
  return result;
}

json cpu(const Resources& wanted) {
  json result = json::object();
  put(result, "shares", wanted.cpu_shares);
  put(result, "quota", wanted.cpu_quota);
  put(result, "period", wanted.cpu_period);
  if (wanted.nano_cpus) {
    constexpr std::int64_t kPeriod = 100'000;  // microseconds
    result["period"] = kPeriod;
    result["quota"] = *wanted.nano_cpus * kPeriod / 1'000'000'000;
  }
  if (!wanted.cpuset_cpus.empty()) result["cpus"] = wanted.cpuset_cpus;
  if (!wanted.cpuset_mems.empty()) result["mems"] = wanted.cpuset_mems;
  return result;
}

json resources(const ContainerSettings& settings) {
  const auto& wanted = settings.resources;
  json result = {{"devices", device_rules(settings)}};
  if (json limits = memory(wanted); !limits.empty()) result["memory"] = std::move(limits);
  if (json limits = cpu(wanted); !limits.empty()) result["cpu"] = std::move(limits);
  if (wanted.pids_limit) result["pids"] = {{"limit", *wanted.pids_limit}};
  if (wanted.blkio_weight) result["blockIO"] = {{"weight", *wanted.blkio_weight}};
  return result;
}

json devices(const std::vector<Device>& wanted) {
  json list = json::array();
  for (const auto& device : wanted) {
    list.push_back({{"path", device.path},
                    {"type", std::string(1, device.type)},
                    {"major", device.major},
                    {"minor", device.minor},
                    {"fileMode", 0660},
                    {"uid", 0},
                    {"gid", 0}});
  }
  return list;
}

json linux_part(const ContainerSettings& settings, const std::vector<std::string>& granted) {
  json result = {{"namespaces", namespaces(settings.host)},
                 {"resources", resources(settings)},
                 {"cgroupsPath", settings.cgroups_path}};
  if (!settings.devices.empty()) result["devices"] = devices(settings.devices);
  if (!settings.sysctls.empty()) result["sysctl"] = settings.sysctls;
  if (settings.privileged) return result;
  result["maskedPaths"] = settings.masked_paths ? json(*settings.masked_paths) : kMaskedPaths;
  result["readonlyPaths"] =
      settings.readonly_paths ? json(*settings.readonly_paths) : kReadonlyPaths;
  if (!settings.seccomp.unconfined) {
    const json& profile =
        settings.seccomp.profile ? *settings.seccomp.profile : default_seccomp_profile();
    result["seccomp"] = compile_seccomp(
        profile, {.capabilities = granted, .kernel_has_x32 = settings.seccomp.kernel_has_x32});
  }
  return result;
}

}  // namespace

json spec(const ContainerSettings& settings) {
  const auto granted = effective_capabilities(settings.capabilities, settings.privileged);
  json result = {{"ociVersion", "1.0.2-dev"},
                 {"process", process(settings, granted)},
                 {"root", {{"path", settings.rootfs}, {"readonly", settings.readonly_rootfs}}},
                 {"mounts", mounts(settings)},
                 {"linux", linux_part(settings, granted)}};
  if (!settings.hostname.empty() && !settings.host.uts) result["hostname"] = settings.hostname;
  if (!settings.domainname.empty()) result["domainname"] = settings.domainname;
  if (!settings.annotations.empty()) result["annotations"] = settings.annotations;
  return result;
}

}  // namespace plimsoll::oci
