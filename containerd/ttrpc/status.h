#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace plimsoll::ttrpc {

// gRPC's status codes, which TTRPC shares.
enum class Code : int {
  ok,
  cancelled,
  unknown,
  invalid_argument,
  deadline_exceeded,
  not_found,
  already_exists,
  permission_denied,
  resource_exhausted,
  failed_precondition,
  aborted,
  out_of_range,
  unimplemented,
  internal,
  unavailable,
  data_loss,
  unauthenticated
};

// "NotFound"; "Code(42)" for what is none of them.
[[nodiscard]] std::string name(Code code);

// How a call ended.
struct Status {
  Code code = Code::ok;
  std::string message;

  bool operator==(const Status&) const = default;
};

// An answered error: thrown by a handler it is the answer, thrown by a client it was the answer.
//
//   throw StatusError(Code::not_found, "container not created");
class StatusError : public std::exception {
 public:
  StatusError(Code code, std::string message);
  explicit StatusError(Status status);

  [[nodiscard]] const Status& status() const noexcept { return status_; }
  // "NotFound: container not created"
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

 private:
  Status status_;
  std::string what_;
};

}  // namespace plimsoll::ttrpc
