#include "reference-engine/container/start_failure.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

TEST(StartFailure, IsJudgedByItsText) {
  const struct {
    const char* message;
    int exit_code;
    int http_status;
  } cases[] = {
      {"runc create failed: exec: \"x\": executable file not found in $PATH", 127, 400},
      {"executable file `x` not found in $PATH: No such file or directory", 127, 400},
      {"fork/exec /nowhere/runc: no such file or directory", 127, 400},
      {"exec: \"/etc\": permission denied", 126, 400},
      {"exec: \"/etc\": is a directory", 126, 400},
      {"error mounting \"/x\" to rootfs: not a directory", 127, 400},
      // A missing shim is not the client's fault: the file "does not exist".
      {"failed to start shim: failed to resolve runtime path: runtime \"io.containerd.kata.v2\" "
       "binary not installed \"containerd-shim-kata-v2\": file does not exist",
       128, 500},
      {"open executable: Operation not permitted", 128, 500},
      {"", 128, 500},
  };
  for (const auto& test : cases) {
    const auto failure = judge_start_failure(test.message);
    EXPECT_EQ(failure.exit_code, test.exit_code) << test.message;
    EXPECT_EQ(failure.http_status, test.http_status) << test.message;
  }
}

TEST(StartFailure, LosesTheErrorClassOfGo) {
  EXPECT_EQ(without_error_class("no shim: unknown"), "no shim");
  EXPECT_EQ(without_error_class("unknown: no shim"), "unknown: no shim");
}

}  // namespace
}  // namespace plimsoll::engine
