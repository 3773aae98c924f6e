#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll::engine {

// Applies Dockerfile instructions to an image's configuration, as `docker import --change` gives
// them: CMD, ENTRYPOINT, ENV, WORKDIR, USER, LABEL, EXPOSE, VOLUME, STOPSIGNAL. Returns what is
// wrong with the first bad one.
[[nodiscard]] std::optional<std::string> apply_changes(nlohmann::json& config,
                                                       const std::vector<std::string>& changes);

}  // namespace plimsoll::engine
