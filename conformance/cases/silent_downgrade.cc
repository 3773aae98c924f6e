#include "conformance/cases/silent_downgrade.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace plimsoll::conformance {
namespace {

// Whoever asks by one of these gets a plain process, whatever an engine calls it; Podman calls all
// of it `oci` (podman v4.3.1:libpod/container_inspect.go:491).
constexpr std::array plain = {"",
                              "runc",
                              "io.containerd.runc.v1",
                              "io.containerd.runc.v2",
                              "io.containerd.runtime.v1.linux",
                              "oci"};

bool is_plain(const std::string& runtime) { return std::ranges::count(plain, runtime) > 0; }

bool warned(const nlohmann::json& answer) {
  if (!answer.is_object() || !answer.contains("Warnings")) return false;
  const auto& warnings = answer.at("Warnings");
  return warnings.is_array() && !warnings.empty();
}

}  // namespace

std::string silent_downgrade(const Acceptance& acceptance) {
  if (is_plain(acceptance.asked) || warned(acceptance.answer_to_create)) return {};
  const auto at = nlohmann::json::json_pointer("/HostConfig/Runtime");
  if (!acceptance.inspection.is_object() || !acceptance.inspection.contains(at)) return {};
  const auto& runtime = acceptance.inspection.at(at);
  if (!runtime.is_string() || !is_plain(runtime.get<std::string>())) return {};
  return fmt::format(
      "silent downgrade of isolation: `{}` was asked for and accepted without a warning, and the "
      "container's runtime is `{}`",
      acceptance.asked, runtime.get<std::string>());
}

}  // namespace plimsoll::conformance
