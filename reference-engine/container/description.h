#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reference-engine/container/record.h"

namespace plimsoll::engine {

// A record in the words of the API.

struct Surroundings {
  std::filesystem::path directory;  // the container's, under the data root
  std::vector<std::string> exec_ids;
};

// GET /containers/{id}/json
[[nodiscard]] nlohmann::json inspect(const Record& record, const Surroundings& surroundings);

// One element of GET /containers/json
[[nodiscard]] nlohmann::json summary(const Record& record, Timestamp now);

// "Up 5 minutes", "Exited (0) 2 hours ago"
[[nodiscard]] std::string status_line(const State& state, Timestamp now);

// "About a minute" (github.com/docker/go-units duration.go)
[[nodiscard]] std::string human_duration(std::chrono::nanoseconds duration);

// The network the container is in: "none" stands for Docker's default too, as with --bridge=none.
[[nodiscard]] std::string network_of(const Record& record);

}  // namespace plimsoll::engine
