#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "conformance/verdict/outcome.h"

namespace plimsoll::conformance {

// What a worker tells the orchestrator, one JSON object a line, on a pipe of its own.
struct TargetReady {  // once, before the first case: what the cases will stand on
  std::string target_version;
  std::string engine;       // who it says it is: "dockerd", "podman"
  std::string api_version;  // the newest of Docker's API that it speaks
  std::string containerd_version;
  std::vector<std::string> runtimes;  // "runc 1.1.5"
  std::string engine_log;             // file, for whoever has to explain a case that hung
};
struct CaseStarted {
  std::string case_name;
};
struct CaseEnded {
  Outcome outcome;
};
struct CannotWork {  // the worker's last word: nothing was wrong with a case
  std::string cause;
};

using WorkerMessage = std::variant<TargetReady, CaseStarted, CaseEnded, CannotWork>;

[[nodiscard]] std::string to_line(const WorkerMessage& message);  // ends with a line feed
// Throws Error if the line is not one of ours.
[[nodiscard]] WorkerMessage message_from(std::string_view line);

// Puts lines together from what a pipe delivers in pieces.
class LineBuffer {
 public:
  [[nodiscard]] std::vector<std::string> add(std::string_view bytes);

 private:
  std::string rest_;
};

}  // namespace plimsoll::conformance
