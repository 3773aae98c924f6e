#include "conformance/runner/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include "errors/error.h"

extern char** environ;

namespace plimsoll::conformance {
namespace {

// What the child is to find: its pipe, its log, no signal blocked, and a process group of its own
// so that Ctrl-C reaches us alone and we decide in which order things end.
class SpawnSetup {
 public:
  SpawnSetup(int pipe_end, const std::filesystem::path& log) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, log.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, pipe_end, WorkerProcess::message_descriptor);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;

  [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
  [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

WorkerProcess::WorkerProcess(const Command& command) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error::from_errno("make a pipe", "for a worker");
  // dup2 onto itself would leave close-on-exec set, so the child's end must not be 3 already.
  int child_end = ends[1];
  if (child_end == message_descriptor) {
    child_end = fcntl(ends[1], F_DUPFD_CLOEXEC, message_descriptor + 1);
    close(ends[1]);
  }
  pipe_ = ends[0];

  std::vector<std::string> words = {command.program.string()};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  const SpawnSetup setup(child_end, command.log);
  const int failed = posix_spawn(&pid_, command.program.c_str(), setup.actions(),
                                 setup.attributes(), argv.data(), environ);
  close(child_end);
  if (failed != 0) {
    close(pipe_);
    pid_ = -1;
    throw Error({.operation = "start a worker",
                 .subject = command.program.string(),
                 .cause = std::generic_category().message(failed),
                 .remedy = {}});
  }
}

WorkerProcess::~WorkerProcess() {
  kill();
  if (pipe_ >= 0) close(pipe_);
}

std::string WorkerProcess::read_messages() {
  std::array<char, 65536> buffer{};
  ssize_t count = -1;
  do {
    count = read(pipe_, buffer.data(), buffer.size());
  } while (count < 0 && errno == EINTR);
  return count > 0 ? std::string(buffer.data(), static_cast<std::size_t>(count)) : std::string();
}

void WorkerProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  static_cast<void>(how_it_ended());
}

std::string WorkerProcess::how_it_ended() {
  if (pid_ <= 0) return "was collected before";
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  if (WIFSIGNALED(status)) {
    return fmt::format("was killed by signal {} ({})", WTERMSIG(status),
                       strsignal(WTERMSIG(status)));
  }
  return fmt::format("ended with status {}", WEXITSTATUS(status));
}

}  // namespace plimsoll::conformance
