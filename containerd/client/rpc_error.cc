#include "containerd/client/rpc_error.h"

#include <utility>

namespace plimsoll::containerd {
namespace {

std::string remedy(grpc::StatusCode code) {
  if (code == grpc::StatusCode::UNAVAILABLE)
    return "is containerd running, and is this its socket?";
  if (code == grpc::StatusCode::DEADLINE_EXCEEDED)
    return "containerd did not answer in time; its log says why";
  return {};
}

}  // namespace

RpcError::RpcError(std::string method, std::string subject, const grpc::Status& status)
    : Error({.operation = "containerd " + std::move(method),
             .subject = std::move(subject),
             .cause = status.error_message(),
             .remedy = remedy(status.error_code())}),
      code_(status.error_code()) {}

}  // namespace plimsoll::containerd
