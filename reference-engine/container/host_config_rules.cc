#include "reference-engine/container/host_config_rules.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <cstdint>
#include <set>
#include <string_view>

#include "reference-engine/oci/capabilities.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using Words = std::set<std::string, std::less<>>;

constexpr std::int64_t kLeastMemory = 6 * 1024 * 1024;

std::optional<std::string> about_restarting(const json& host) {
  static const Words kPolicies = {"no", "always", "on-failure", "unless-stopped"};
  const auto policy = host["RestartPolicy"]["Name"].get<std::string>();
  if (!kPolicies.contains(policy)) {
    return "invalid restart policy: unknown policy '" + policy +
           "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'";
  }
  if (host["AutoRemove"] == true && policy != "no") {
    return "can't create 'AutoRemove' container with restart policy";
  }
  return std::nullopt;
}

// moby v28.5.2:daemon/container.go validateCapabilities
std::optional<std::string> about_capabilities(const json& host) {
  for (const char* list : {"CapAdd", "CapDrop"}) {
    if (!host[list].is_array()) continue;
    for (const auto& name : host[list]) {
      std::string wanted = boost::algorithm::to_upper_copy(name.get<std::string>());
      if (wanted == "ALL" || !oci::canonical_capability(wanted).empty()) continue;
      if (!wanted.starts_with("CAP_")) wanted.insert(0, "CAP_");
      return std::string("invalid ") + list + ": unknown capability: \"" + wanted + "\"";
    }
  }
  return std::nullopt;
}

// Docker's client checks these itself, in these words (docker/go-units ulimit.go).
std::optional<std::string> about_ulimits(const json& host) {
  static const Words kLimits = {"as",      "core",     "cpu",        "data",   "fsize", "locks",
                                "memlock", "msgqueue", "nice",       "nofile", "nproc", "rss",
                                "rtprio",  "rttime",   "sigpending", "stack"};
  for (const auto& limit : host["Ulimits"]) {
    const auto name = limit["Name"].get<std::string>();
    if (!kLimits.contains(name)) return "invalid ulimit type: " + name;
  }
  return std::nullopt;
}

std::optional<std::string> about_memory(const json& host) {
  const auto memory = host["Memory"].get<std::int64_t>();
  if (memory != 0 && memory < kLeastMemory) return "Minimum memory limit allowed is 6MB";
  if (host["ShmSize"].get<std::int64_t>() < 0) return "SHM size can not be less than 0";
  return std::nullopt;
}

std::optional<std::string> about_logging(const json& host) {
  static const Words kLogDrivers = {"json-file", "none"};
  const auto driver = host["LogConfig"]["Type"].get<std::string>();
  if (kLogDrivers.contains(driver)) return std::nullopt;
  return "logger: no log driver named '" + driver + "' is registered";
}

}  // namespace

std::optional<std::string> why_unacceptable(const json& host_config) {
  for (const auto rule :
       {about_restarting, about_capabilities, about_ulimits, about_memory, about_logging}) {
    if (auto why = rule(host_config)) return why;
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine
