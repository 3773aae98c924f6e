#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "fixtures/http/http_session.h"

namespace plimsoll::conformance {

// Asks an engine for containers with names, create alone, over one connection. What is created is
// removed again. That there is no answer is an answer too: "no answer: the connection was closed".
class NameRequest {
 public:
  explicit NameRequest(std::filesystem::path socket);

  // What is not as it has to be of a name that is refused, or of one that is taken; empty if all
  // is.
  [[nodiscard]] std::string refused_otherwise(const std::string& name);
  [[nodiscard]] std::string taken_otherwise(const std::string& name);

  // The ids of all containers. Throws HttpError.
  [[nodiscard]] std::set<std::string> listed();

 private:
  [[nodiscard]] fixtures::HttpResponse create(const std::string& name);
  [[nodiscard]] std::string refused(const std::string& name);
  [[nodiscard]] std::string taken(const std::string& name);
  [[nodiscard]] std::string remove(const std::string& id);

  fixtures::HttpSession session_;
};

}  // namespace plimsoll::conformance
