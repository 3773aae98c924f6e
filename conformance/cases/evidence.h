#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "conformance/cases/observation.h"

namespace plimsoll::conformance {

// The folder of one case: what was said and seen, as files that need no tool of ours to be read.
class Evidence {
 public:
  explicit Evidence(std::filesystem::path directory);

  // Without credentials; an empty text makes no file.
  void write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path directory_;
};

[[nodiscard]] std::string json_of(const std::vector<Execution>& executions);
[[nodiscard]] std::string json_of(const std::vector<ContainerRecord>& records);

[[nodiscard]] std::string text_of(const nlohmann::json& json);

}  // namespace plimsoll::conformance
