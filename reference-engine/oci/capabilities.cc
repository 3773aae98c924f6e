#include "reference-engine/oci/capabilities.h"

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <set>

namespace plimsoll::oci {
namespace {

const std::set<std::string> kDefault = {
    "CAP_AUDIT_WRITE", "CAP_CHOWN",   "CAP_DAC_OVERRIDE",     "CAP_FOWNER",    "CAP_FSETID",
    "CAP_KILL",        "CAP_MKNOD",   "CAP_NET_BIND_SERVICE", "CAP_NET_RAW",   "CAP_SETFCAP",
    "CAP_SETGID",      "CAP_SETPCAP", "CAP_SETUID",           "CAP_SYS_CHROOT"};

bool names_all(const std::string& name) { return boost::algorithm::to_upper_copy(name) == "ALL"; }

}  // namespace

const std::vector<std::string>& all_capabilities() {
  static const std::vector<std::string> all = {"CAP_CHOWN",
                                               "CAP_DAC_OVERRIDE",
                                               "CAP_DAC_READ_SEARCH",
                                               "CAP_FOWNER",
                                               "CAP_FSETID",
                                               "CAP_KILL",
                                               "CAP_SETGID",
                                               "CAP_SETUID",
                                               "CAP_SETPCAP",
                                               "CAP_LINUX_IMMUTABLE",
                                               "CAP_NET_BIND_SERVICE",
                                               "CAP_NET_BROADCAST",
                                               "CAP_NET_ADMIN",
                                               "CAP_NET_RAW",
                                               "CAP_IPC_LOCK",
                                               "CAP_IPC_OWNER",
                                               "CAP_SYS_MODULE",
                                               "CAP_SYS_RAWIO",
                                               "CAP_SYS_CHROOT",
                                               "CAP_SYS_PTRACE",
                                               "CAP_SYS_PACCT",
                                               "CAP_SYS_ADMIN",
                                               "CAP_SYS_BOOT",
                                               "CAP_SYS_NICE",
                                               "CAP_SYS_RESOURCE",
                                               "CAP_SYS_TIME",
                                               "CAP_SYS_TTY_CONFIG",
                                               "CAP_MKNOD",
                                               "CAP_LEASE",
                                               "CAP_AUDIT_WRITE",
                                               "CAP_AUDIT_CONTROL",
                                               "CAP_SETFCAP",
                                               "CAP_MAC_OVERRIDE",
                                               "CAP_MAC_ADMIN",
                                               "CAP_SYSLOG",
                                               "CAP_WAKE_ALARM",
                                               "CAP_BLOCK_SUSPEND",
                                               "CAP_AUDIT_READ",
                                               "CAP_PERFMON",
                                               "CAP_BPF",
                                               "CAP_CHECKPOINT_RESTORE"};
  return all;
}

std::vector<std::string> capabilities_of(std::uint64_t mask) {
  std::vector<std::string> result;
  for (std::size_t bit = 0; bit < all_capabilities().size(); ++bit) {
    if ((mask >> bit & 1U) != 0) result.push_back(all_capabilities()[bit]);
  }
  return result;
}

std::string canonical_capability(std::string_view name) {
  std::string canonical = boost::algorithm::to_upper_copy(std::string(name));
  if (!canonical.starts_with("CAP_")) canonical.insert(0, "CAP_");
  return std::ranges::count(all_capabilities(), canonical) > 0 ? canonical : std::string();
}

std::vector<std::string> effective_capabilities(const Capabilities& wanted, bool privileged) {
  const bool add_all = std::ranges::any_of(wanted.add, names_all);
  const bool drop_all = std::ranges::any_of(wanted.drop, names_all);
  std::set<std::string> added;
  std::set<std::string> dropped;
  for (const auto& name : wanted.add) added.insert(canonical_capability(name));
  for (const auto& name : wanted.drop) dropped.insert(canonical_capability(name));

  std::vector<std::string> result;
  const auto& available = wanted.available ? *wanted.available : all_capabilities();
  std::ranges::copy_if(available, std::back_inserter(result), [&](const std::string& capability) {
    if (privileged) return true;
    if (add_all) return !dropped.contains(capability);
    if (added.contains(capability)) return true;
    return !drop_all && kDefault.contains(capability) && !dropped.contains(capability);
  });
  return result;
}

}  // namespace plimsoll::oci
