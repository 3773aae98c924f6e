#pragma once

#include <string>
#include <string_view>

namespace plimsoll::engine {

// How a failed start is recorded and answered.
struct StartFailure {
  int exit_code = 128;
  int http_status = 500;
};

// Judged by the text alone, whoever wrote it (moby v28.5.2:daemon/errors.go:126
// setExitCodeFromError): 127 nothing to execute, 126 not executable, else 128. The first two are
// the client's fault and answered with 400.
[[nodiscard]] StartFailure judge_start_failure(std::string_view message);

// containerd's message as dockerd 28 shows it: without the class Go's errors end in.
[[nodiscard]] std::string without_error_class(std::string message);

}  // namespace plimsoll::engine
