#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

namespace plimsoll::engine {

// The body of POST /containers/create, checked and completed: every field that inspect shows is
// there and has the type it should have.
struct CreateRequest {
  nlohmann::json config;       // Hostname, Cmd, Env, ...
  nlohmann::json host_config;  // Runtime, Binds, ...; Runtime is "" if the client named none
};

struct BadRequest {
  std::string message;  // a 400
};

[[nodiscard]] std::variant<CreateRequest, BadRequest> parse_create_request(
    const nlohmann::json& body);

// The image's configuration fills what the client left open (moby v28.5.2:daemon/commit.go merge).
void merge_image_config(nlohmann::json& config, const nlohmann::json& image_config);

// Entrypoint and Cmd in one; empty if there is nothing to run.
[[nodiscard]] std::vector<std::string> command_line(const nlohmann::json& config);

}  // namespace plimsoll::engine
