#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "conformance/cases/observation.h"

namespace plimsoll::conformance {

// The folder of one case: what was said and seen, as files that need no tool of ours to be read.
class Evidence {
 public:
  explicit Evidence(std::filesystem::path directory);

  // An empty text makes no file.
  void write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path directory_;
};

[[nodiscard]] std::string json_of(const std::vector<Execution>& executions);
[[nodiscard]] std::string json_of(const std::vector<ContainerRecord>& records);

// Takes what nobody may hand around out of a transcript: values of X-Registry-Auth,
// X-Registry-Config and Authorization.
[[nodiscard]] std::string redacted(const std::string& transcript);

}  // namespace plimsoll::conformance
