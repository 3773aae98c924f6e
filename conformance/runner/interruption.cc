#include "conformance/runner/interruption.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

sigset_t our_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

Interruption::Interruption() {
  const sigset_t signals = our_signals();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  descriptor_ = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor_ < 0) throw Error::from_errno("wait for signals", "");
}

Interruption::~Interruption() {
  // What has been heeded must not be delivered after all.
  signalfd_siginfo heeded{};
  while (read(descriptor_, &heeded, sizeof heeded) > 0) {
  }
  close(descriptor_);
  const sigset_t signals = our_signals();
  sigprocmask(SIG_UNBLOCK, &signals, nullptr);
}

bool Interruption::happened() const {
  pollfd source{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return poll(&source, 1, 0) > 0;
}

}  // namespace plimsoll::conformance
