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
  std::string content_type = {};  // as the header says

  // The body as JSON; null if it is none.
  [[nodiscard]] nlohmann::json json() const {
    return nlohmann::json::accept(body) ? nlohmann::json::parse(body) : nlohmann::json();
  }
  // What stands at "/State/Status"; null if nothing does, or if the body is no JSON.
  [[nodiscard]] nlohmann::json at(const char* pointer) const {
    const auto value = json();
    const nlohmann::json::json_pointer path(pointer);
    return value.contains(path) ? value.at(path) : nlohmann::json();
  }
  // Of an error: its message, or "" if the body is not an object that has one.
  [[nodiscard]] std::string message() const { return text_at("/message"); }
  // Of a create: the container's id, or "".
  [[nodiscard]] std::string id() const { return text_at("/Id"); }

 private:
  [[nodiscard]] std::string text_at(const char* pointer) const {
    const auto value = at(pointer);
    return value.is_string() ? value.get<std::string>() : std::string();
  }
};

// A failure shows enough of a body to be understood; the evidence has all of it.
inline void PrintTo(const Answer& answer, std::ostream* out) {
  constexpr std::size_t shown = 400;
  const std::string body = answer.body.substr(0, answer.body.find_last_not_of('\n') + 1);
  *out << answer.status << " " << body.substr(0, shown);
  if (body.size() > shown) *out << "... (" << body.size() << " bytes in all)";
  *out << " (to " << answer.request << ")";
}

}  // namespace plimsoll::conformance
