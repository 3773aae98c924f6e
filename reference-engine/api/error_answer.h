#pragma once

#include <boost/beast/http/status.hpp>
#include <exception>
#include <string>

namespace plimsoll::engine::api {

struct ErrorAnswer {
  boost::beast::http::status status;
  std::string message;
  bool as_text = false;  // the message alone, instead of {"message": …}
};

// How what a handler threw is told to the client: ApiError as it says; containerd's failures by
// their code, 503 when it is away; anything else as 500.
[[nodiscard]] ErrorAnswer answer_to(const std::exception_ptr& thrown);

}  // namespace plimsoll::engine::api
