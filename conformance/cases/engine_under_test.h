#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "conformance/cases/answer.h"
#include "fixtures/engine/engine.h"

namespace plimsoll::conformance {

// One request of the Docker Engine API, in the version every engine we know speaks.
struct Request {
  std::string verb;  // "POST"
  std::string path;  // "/containers/create?name=x": the version is put before it
  std::optional<nlohmann::json> body = std::nullopt;
  std::chrono::milliseconds deadline{10'000};
};

// The engine as a case speaks with it: each request on a connection of its own, everything kept for
// the evidence. What is no answer (the engine died, hung, sent rubbish) is a TargetFault.
class EngineUnderTest {
 public:
  explicit EngineUnderTest(std::unique_ptr<fixtures::Engine> engine);

  Answer ask(const Request& request);

  [[nodiscard]] fixtures::Engine& engine() { return *engine_; }
  // What was said since it was last taken.
  [[nodiscard]] std::string take_transcript() { return std::exchange(transcript_, {}); }

 private:
  std::unique_ptr<fixtures::Engine> engine_;
  std::string transcript_;
};

}  // namespace plimsoll::conformance
