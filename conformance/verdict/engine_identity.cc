#include "conformance/verdict/engine_identity.h"

#include <nlohmann/json.hpp>

#include "conformance/verdict/version.h"

namespace plimsoll::conformance {
namespace {

std::string text_at(const nlohmann::json& object, const char* key) {
  if (!object.is_object() || !object.contains(key) || !object.at(key).is_string()) return {};
  return object.at(key).get<std::string>();
}

// dockerd calls itself "Engine" (moby v20.10.24:daemon/info.go:95), Podman "Podman Engine" (podman
// v4.3.1:pkg/api/handlers/compat/version.go:35). Ours calls itself as dockerd does, since clients
// look for that, and says in its platform who it is.
std::string engine_named_in(const nlohmann::json& answer) {
  if (!answer.is_object()) return {};
  const auto platform = answer.value("Platform", nlohmann::json::object());
  if (text_at(platform, "Name").starts_with("Plimsoll")) return "plimsolld";
  const auto components = answer.value("Components", nlohmann::json::array());
  const std::string first =
      components.is_array() && !components.empty() ? text_at(components.front(), "Name") : "";
  if (first == "Engine") return "dockerd";
  return first == "Podman Engine" ? "podman" : first;
}

}  // namespace

EngineIdentity identity_of(const nlohmann::json& answer) {
  return {.engine = engine_named_in(answer),
          .version = text_at(answer, "Version"),
          .api_version = text_at(answer, "ApiVersion")};
}

std::optional<Edition> edition_of(const EngineIdentity& identity) {
  const auto release = Version::parse(identity.version);
  if (identity.engine == "dockerd" && release) {
    if (*release < Version({22, 6})) return Edition::pre_2022;
    return *release < Version({24}) ? Edition::from_2022 : Edition::from_2023_plus;
  }
  // dockerd 20.10 speaks 1.41, 22.06 and 23.0 speak 1.42, 24.0 speaks 1.43.
  const auto api = Version::parse(identity.api_version);
  if (!api) return std::nullopt;
  if (*api < Version({1, 42})) return Edition::pre_2022;
  return *api < Version({1, 43}) ? Edition::from_2022 : Edition::from_2023_plus;
}

}  // namespace plimsoll::conformance
