#include "reference-engine/container/kernel_interface.h"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace plimsoll::engine {
namespace {

#if defined(__x86_64__)

constexpr long kX32 = 0x40000000;  // marks a system call as one of x32

// In a process of its own: a filter that somebody has put around the engine may kill for the call.
// Between fork and _exit nothing is called that could need another thread's lock.
bool is_unknown_to_the_kernel() {
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    const bool unknown = ::syscall(kX32 | SYS_getpid) == -1 && errno == ENOSYS;
    ::_exit(unknown ? 1 : 0);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

#else

bool is_unknown_to_the_kernel() { return true; }

#endif

}  // namespace

bool may_have_x32() {
  static const bool may = !is_unknown_to_the_kernel();
  return may;
}

}  // namespace plimsoll::engine
