#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// Who a target says it is, in its answer to GET /version.
//
//   identity_of(answer);  // {"dockerd", "20.10.24+dfsg1", "1.41"}
struct EngineIdentity {
  std::string engine;       // "dockerd", "podman", "plimsolld", or what it calls itself
  std::string version;      // empty: it did not say
  std::string api_version;  // the newest version of Docker's API that it promises
};

[[nodiscard]] EngineIdentity identity_of(const nlohmann::json& answer_to_version);

// `--edition auto`: what such an engine promises. dockerd is held to its own release; every other
// engine, and a dockerd built without one, to the API version it promises. Nothing: it promises
// neither.
[[nodiscard]] std::optional<Edition> edition_of(const EngineIdentity& identity);

}  // namespace plimsoll::conformance
