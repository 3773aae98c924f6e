#pragma once

#include <boost/beast/http/status.hpp>
#include <stdexcept>
#include <string>

namespace plimsoll::engine::api {

namespace http = boost::beast::http;

// An answer other than the one asked for: a status and {"message": …}.
class ApiError : public std::runtime_error {
 public:
  ApiError(http::status status, const std::string& message)
      : std::runtime_error(message), status_(status), message_(message) {}

  [[nodiscard]] http::status status() const noexcept { return status_; }
  // All of it: what() ends at a NUL, and a name that is refused may hold one.
  [[nodiscard]] const std::string& message() const noexcept { return message_; }

 private:
  http::status status_;
  std::string message_;
};

}  // namespace plimsoll::engine::api
