#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "errors/error.h"

namespace plimsoll::containerd {

// A call that containerd answered with an error, or that never reached it. The cause is
// containerd's own message.
class RpcError final : public Error {
 public:
  RpcError(std::string method, std::string subject, const grpc::Status& status);

  [[nodiscard]] grpc::StatusCode code() const noexcept { return code_; }

  // containerd's message, unadorned, for engines that pass it on to their own clients.
  [[nodiscard]] const std::string& message() const noexcept { return story().cause; }

 private:
  grpc::StatusCode code_;
};

}  // namespace plimsoll::containerd
