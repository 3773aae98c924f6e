#include "hack/bench/timed_call.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "errors/error.h"
#include "fixtures/process/file_descriptor.h"

namespace plimsoll::bench {
namespace {

int call(char** argv) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw Error::from_errno("make", "a pipe");
  const fixtures::FileDescriptor out(ends[0]);
  fixtures::FileDescriptor in(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int fd : {1, 2}) posix_spawn_file_actions_adddup2(&actions, in.get(), fd);
  pid_t child = 0;
  errno = posix_spawn(&child, argv[0], &actions, nullptr, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (errno != 0) throw Error::from_errno("start", argv[0]);
  in.reset();
  std::array<char, 4096> piece{};
  while (read(out.get(), piece.data(), piece.size()) > 0) {
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int make_timed_call(char** argv) {
  int code = 0;
  const Seconds taken = time_of([&] { code = call(argv + 1); });
  std::ofstream(argv[0]) << taken.count() << '\n';
  return code;
}

Seconds read_timed_call(const std::filesystem::path& file) {
  double seconds = 0;
  if (std::ifstream(file) >> seconds) return Seconds(seconds);
  throw Error(
      {.operation = "read", .subject = file.string(), .cause = "no time is in it", .remedy = {}});
}

}  // namespace plimsoll::bench
