#include "reference-engine/api/error_answer.h"

#include "containerd/client/rpc_error.h"
#include "reference-engine/api/api_error.h"

namespace plimsoll::engine::api {
namespace {

http::status status_of(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
      return http::status::bad_request;
    case grpc::StatusCode::NOT_FOUND:
      return http::status::not_found;
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::FAILED_PRECONDITION:
      return http::status::conflict;
    case grpc::StatusCode::UNIMPLEMENTED:
      return http::status::not_implemented;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return http::status::service_unavailable;
    default:
      return http::status::internal_server_error;
  }
}

}  // namespace

ErrorAnswer answer_to(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const ApiError& error) {
    return {error.status(), error.message()};
  } catch (const containerd::RpcError& error) {
    return {status_of(error.code()), error.what()};
  } catch (const std::exception& error) {
    return {http::status::internal_server_error, error.what()};
  }
}

}  // namespace plimsoll::engine::api
