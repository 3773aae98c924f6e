#include "reference-engine/oci/seccomp.h"

#include <algorithm>
#include <string_view>

namespace plimsoll::oci {

extern const char* const kDefaultSeccompProfile;  // made by CMake from the packaged file

namespace {

using nlohmann::json;

#if defined(__x86_64__)
constexpr std::string_view kArchitecture = "amd64";
constexpr std::string_view kNative = "SCMP_ARCH_X86_64";
#elif defined(__aarch64__)
constexpr std::string_view kArchitecture = "arm64";
constexpr std::string_view kNative = "SCMP_ARCH_AARCH64";
#else
#error "say here how seccomp names this architecture"
#endif

bool has(const std::vector<std::string>& capabilities, const json& wanted) {
  return std::ranges::count(capabilities, wanted.get_ref<const std::string&>()) > 0;
}

// Every condition named has to hold; a minimal kernel always does, since the oldest one we run on
// is newer than any.
bool included(const json& rule, const std::vector<std::string>& capabilities) {
  const json conditions = rule.value("includes", json::object());
  const json caps = conditions.value("caps", json::array());
  const json arches = conditions.value("arches", json::array());
  return std::ranges::all_of(caps, [&](const json& cap) { return has(capabilities, cap); }) &&
         (arches.empty() || std::ranges::count(arches, json(kArchitecture)) > 0);
}

bool excluded(const json& rule, const std::vector<std::string>& capabilities) {
  const json conditions = rule.value("excludes", json::object());
  const json caps = conditions.value("caps", json::array());
  const json arches = conditions.value("arches", json::array());
  return std::ranges::any_of(caps, [&](const json& cap) { return has(capabilities, cap); }) ||
         std::ranges::count(arches, json(kArchitecture)) > 0;
}

constexpr std::string_view kX32 = "SCMP_ARCH_X32";

json architectures(const json& profile, bool kernel_has_x32) {
  json list = json::array();
  for (const auto& entry : profile.value("archMap", json::array())) {
    if (entry.value("architecture", "") != kNative) continue;
    list.push_back(kNative);
    for (const auto& sub : entry.value("subArchitectures", json::array())) {
      if (sub != kX32 || kernel_has_x32) list.push_back(sub);
    }
  }
  return list;
}

json compiled(const json& rule) {
  json syscall = {
      {"names", rule.contains("names") ? rule["names"] : json::array({rule.value("name", "")})},
      {"action", rule.at("action")}};
  if (rule.contains("args") && rule["args"].is_array() && !rule["args"].empty())
    syscall["args"] = rule["args"];
  if (rule.contains("errnoRet")) syscall["errnoRet"] = rule["errnoRet"];
  return syscall;
}

}  // namespace

const json& default_seccomp_profile() {
  static const json profile = json::parse(kDefaultSeccompProfile);
  return profile;
}

json compile_seccomp(const json& profile, const FilteredProcess& process) {
  json result = {{"defaultAction", profile.at("defaultAction")}, {"syscalls", json::array()}};
  if (profile.contains("defaultErrnoRet")) result["defaultErrnoRet"] = profile["defaultErrnoRet"];
  json arches = profile.contains("architectures") ? profile["architectures"]
                                                  : architectures(profile, process.kernel_has_x32);
  if (!arches.empty()) result["architectures"] = std::move(arches);
  for (const auto& rule : profile.value("syscalls", json::array())) {
    if (included(rule, process.capabilities) && !excluded(rule, process.capabilities))
      result["syscalls"].push_back(compiled(rule));
  }
  return result;
}

}  // namespace plimsoll::oci
