#include "containerd/ttrpc/status.h"

#include <array>
#include <utility>

namespace plimsoll::ttrpc {

std::string name(Code code) {
  // Go's spelling (google.golang.org/grpc/codes), which is what containerd's logs and tools show.
  static constexpr std::array<const char*, 17> names = {
      "OK",       "Canceled",       "Unknown",          "InvalidArgument",   "DeadlineExceeded",
      "NotFound", "AlreadyExists",  "PermissionDenied", "ResourceExhausted", "FailedPrecondition",
      "Aborted",  "OutOfRange",     "Unimplemented",    "Internal",          "Unavailable",
      "DataLoss", "Unauthenticated"};
  const auto number = static_cast<unsigned>(code);
  if (number < names.size()) return names[number];
  return "Code(" + std::to_string(static_cast<int>(code)) + ")";
}

StatusError::StatusError(Code code, std::string message)
    : StatusError(Status{.code = code, .message = std::move(message)}) {}

StatusError::StatusError(Status status)
    : status_(std::move(status)), what_(name(status_.code) + ": " + status_.message) {}

}  // namespace plimsoll::ttrpc
