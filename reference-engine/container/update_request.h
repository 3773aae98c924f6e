#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "reference-engine/container/create_request.h"

namespace plimsoll::engine {

// What `POST /containers/{id}/update` may change: the restart policy and resources, and nothing
// else. There is no runtime among them: whatever a body says about one is not looked at
// (moby v28.5.2:api/types/container UpdateConfig).
struct UpdateRequest {
  nlohmann::json host_config;  // only the fields that are to change
  bool touches_resources = false;
};

[[nodiscard]] std::variant<UpdateRequest, BadRequest> parse_update_request(
    const nlohmann::json& body);

}  // namespace plimsoll::engine
