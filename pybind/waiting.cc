#include "pybind/waiting.h"

#include <fcntl.h>
#include <pthread.h>
#include <pybind11/pybind11.h>
#include <unistd.h>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "errors/error.h"
#include "fixtures/process/file_descriptor.h"

namespace plimsoll::pybind {
namespace {

namespace py = pybind11;
using fixtures::FileDescriptor;

// Signals write their number into the pipe.
constexpr unsigned char the_work_is_done = 0;

// Work in a thread, shared with whoever waits for it.
struct Errand {
  FileDescriptor receiving;
  FileDescriptor sending;
  std::exception_ptr failure;

  Errand() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw Error::from_errno("make", "a pipe");
    receiving = FileDescriptor(ends[0]);
    sending = FileDescriptor(ends[1]);
    // A signal handler writes here, and must not wait.
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
  }
};

// Errands in progress. Never destroyed: a thread may be the last to leave. A child after a fork has
// none of its parent's threads, and so begins anew.
struct Progress {
  std::mutex mutex;
  std::condition_variable ended;
  int errands = 0;
};
Progress* in_progress = new Progress;
const int begins_anew = pthread_atfork(nullptr, nullptr, [] { in_progress = new Progress; });

class Counted {
 public:
  Counted() : progress_(*in_progress) {
    const std::lock_guard lock(progress_.mutex);
    ++progress_.errands;
  }
  ~Counted() {
    const std::lock_guard lock(progress_.mutex);
    --progress_.errands;
    progress_.ended.notify_all();
  }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  Progress& progress_;
};

void set_out(const std::shared_ptr<Errand>& errand, std::function<void()> work) {
  auto counted = std::make_shared<Counted>();
  std::thread([counted = std::move(counted), errand = errand, work = std::move(work)]() mutable {
    try {
      work();
    } catch (...) {
      errand->failure = std::current_exception();
    }
    work = nullptr;  // what it holds goes before anybody is told
    (void)!write(errand->sending.get(), &the_work_is_done, 1);
  }).detach();
}

// While this exists, signals write into the errand's pipe.
class SignalsHeard {
 public:
  explicit SignalsHeard(const Errand& errand) : before_(set(errand.sending.get())) {}
  ~SignalsHeard() {
    try {
      set(before_);
    } catch (py::error_already_set& closed) {  // whoever listened has gone meanwhile
      closed.discard_as_unraisable("plimsoll");
    }
  }
  SignalsHeard(const SignalsHeard&) = delete;
  SignalsHeard& operator=(const SignalsHeard&) = delete;

  // asyncio, for one, listens there.
  void pass_on(unsigned char signal) const {
    if (before_ >= 0) (void)!write(before_, &signal, 1);
  }

 private:
  static int set(int descriptor) {
    return py::module_::import("signal").attr("set_wakeup_fd")(descriptor).cast<int>();
  }

  int before_;
};

void throw_if_a_handler_raises() {
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

void await(const Errand& errand) {
  const SignalsHeard signals(errand);
  throw_if_a_handler_raises();  // at what came before we listened
  while (true) {
    unsigned char heard = the_work_is_done;
    ssize_t count = 0;
    {
      const py::gil_scoped_release others_go_on;
      count = read(errand.receiving.get(), &heard, 1);
    }
    if (count == 1 && heard == the_work_is_done) return;
    if (count == 1) signals.pass_on(heard);
    throw_if_a_handler_raises();
  }
}

bool in_main_thread() {
  const py::object main_thread = py::module_::import("threading").attr("main_thread")();
  return main_thread.attr("ident").cast<unsigned long>() == PyThread_get_thread_ident();
}

}  // namespace

void run_waiting(std::function<void()> work) {
  if (!in_main_thread()) {
    const py::gil_scoped_release others_go_on;
    work();
    return;
  }
  const auto errand = std::make_shared<Errand>();
  set_out(errand, std::move(work));
  await(*errand);
  if (errand->failure) std::rethrow_exception(errand->failure);
}

void await_what_was_left() {
  const py::gil_scoped_release others_go_on;
  std::unique_lock lock(in_progress->mutex);
  in_progress->ended.wait(lock, [] { return in_progress->errands == 0; });
}

}  // namespace plimsoll::pybind
