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
      : std::runtime_error(message), status_(status) {}

  [[nodiscard]] http::status status() const noexcept { return status_; }

 private:
  http::status status_;
};

}  // namespace plimsoll::engine::api
