#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

namespace plimsoll::conformance {

// What the engine answered to one request.
struct Answer {
  std::string request;  // "POST /v1.41/containers/create": for whoever reads a failure
  int status = 0;
  std::string body;

  // The body as JSON; null if it is none.
  [[nodiscard]] nlohmann::json json() const {
    return nlohmann::json::accept(body) ? nlohmann::json::parse(body) : nlohmann::json();
  }
  // Of an error: its message, or "" if the body is not an object that has one.
  [[nodiscard]] std::string message() const { return text_at("message"); }
  // Of a create: the container's id, or "".
  [[nodiscard]] std::string id() const { return text_at("Id"); }

 private:
  [[nodiscard]] std::string text_at(const char* key) const {
    const auto value = json();
    if (!value.is_object() || !value.contains(key) || !value[key].is_string()) return {};
    return value[key].get<std::string>();
  }
};

inline void PrintTo(const Answer& answer, std::ostream* out) {
  *out << answer.status << " " << answer.body << " (to " << answer.request << ")";
}

}  // namespace plimsoll::conformance
