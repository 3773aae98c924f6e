#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "conformance/cases/answer.h"
#include "fixtures/engine/engine.h"
#include "fixtures/http/http_client.h"

namespace plimsoll::conformance {

// One request of the Docker Engine API.
struct Request {
  std::string verb;  // "POST"
  std::string path;  // "/containers/create?name=x": the API's version is put before it
  std::optional<nlohmann::json> body = std::nullopt;
  std::string text = {};  // a body as it is, to the byte: what nlohmann::json would not write
  std::chrono::milliseconds deadline{10'000};
};

// The engine as a case speaks with it: every request is kept for the evidence. What is no answer
// (the engine died, hung, sent rubbish) is a TargetFault.
class EngineUnderTest {
 public:
  explicit EngineUnderTest(std::unique_ptr<fixtures::Engine> engine);

  Answer ask(const Request& request);
  // What is put before the path from here on, until the next case: "/v1.24", or nothing.
  void speak(std::string version) { version_ = std::move(version); }

  // Forgets what was said before.
  void begin_case();
  // It was started for this case, and answered then: if it is gone, it went within the case.
  void has_served() { has_answered_ = true; }

  [[nodiscard]] fixtures::Engine& engine() { return *engine_; }
  [[nodiscard]] fixtures::HttpClient& client() { return client_; }

 private:
  std::unique_ptr<fixtures::Engine> engine_;
  fixtures::HttpClient client_;
  std::string version_;
  bool has_answered_ = false;
};

}  // namespace plimsoll::conformance
