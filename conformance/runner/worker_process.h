#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace plimsoll::conformance {

// A worker as a child process, with a pipe for its messages. The child is killed when this object
// goes; its sandbox vanishes with it.
class WorkerProcess {
 public:
  struct Command {
    std::filesystem::path program;
    std::vector<std::string> arguments;  // without the program
    std::filesystem::path log;           // stdout and stderr
  };
  // The descriptor the child finds its pipe under.
  static constexpr int message_descriptor = 3;

  explicit WorkerProcess(const Command& command);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  // Readable when there is a message, or when the child has ended.
  [[nodiscard]] int messages() const { return pipe_; }
  // What is there; empty at the end.
  [[nodiscard]] std::string read_messages();

  // Ends it, whatever it is doing, and collects it.
  void kill();
  // Collects it, and says how it ended: "ended with status 3", "was killed by signal 11
  // (Segmentation fault)".
  [[nodiscard]] std::string how_it_ended();

 private:
  pid_t pid_ = -1;
  int pipe_ = -1;
};

}  // namespace plimsoll::conformance
