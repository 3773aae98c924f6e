#include "reference-engine/api/error_answer.h"

#include <gtest/gtest.h>

#include "containerd/client/rpc_error.h"
#include "reference-engine/api/api_error.h"

namespace plimsoll::engine::api {
namespace {

ErrorAnswer answer(const auto& thrown) { return answer_to(std::make_exception_ptr(thrown)); }

containerd::RpcError refused(grpc::StatusCode code) {
  return {"Get", "container x", grpc::Status(code, "why")};
}

TEST(ErrorAnswer, KeepsStatusAndTextOfARefusal) {
  const auto told = answer(ApiError(http::status::conflict, "taken"));
  EXPECT_EQ(told.status, http::status::conflict);
  EXPECT_EQ(told.message, "taken");
}

TEST(ErrorAnswer, GoesOnAfterANul) {
  const std::string name("a\0b", 3);
  EXPECT_EQ(answer(ApiError(http::status::bad_request, "no such runtime: " + name)).message,
            "no such runtime: " + name);
}

TEST(ErrorAnswer, TellsContainerdsCodeAsAStatus) {
  const std::pair<grpc::StatusCode, http::status> rows[] = {
      {grpc::StatusCode::INVALID_ARGUMENT, http::status::bad_request},
      {grpc::StatusCode::NOT_FOUND, http::status::not_found},
      {grpc::StatusCode::ALREADY_EXISTS, http::status::conflict},
      {grpc::StatusCode::FAILED_PRECONDITION, http::status::conflict},
      {grpc::StatusCode::UNIMPLEMENTED, http::status::not_implemented},
      {grpc::StatusCode::UNAVAILABLE, http::status::service_unavailable},
      {grpc::StatusCode::DEADLINE_EXCEEDED, http::status::service_unavailable},
      {grpc::StatusCode::UNKNOWN, http::status::internal_server_error}};
  for (const auto& [code, status] : rows) EXPECT_EQ(answer(refused(code)).status, status) << code;
}

TEST(ErrorAnswer, SaysWhatToDoWhenContainerdIsAway) {
  EXPECT_EQ(answer(refused(grpc::StatusCode::UNAVAILABLE)).message,
            "containerd Get container x: why (is containerd running, and is this its socket?)");
}

TEST(ErrorAnswer, MakesAnythingElseTheEnginesOwnFault) {
  const auto told = answer(std::runtime_error("odd"));
  EXPECT_EQ(told.status, http::status::internal_server_error);
  EXPECT_EQ(told.message, "odd");
}

}  // namespace
}  // namespace plimsoll::engine::api
