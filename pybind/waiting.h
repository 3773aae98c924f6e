#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace plimsoll::pybind {

// Runs what waits: without the GIL, and so that Ctrl-C ends the wait.
//
//   return waiting([sandbox, command] { return sandbox->object->run(command, 10s); });
//
// The fixtures' waits go on when a signal arrives, and not all of them are system calls of ours
// (gRPC's are not). So in Python's main thread, the one that handles signals, the work has a thread
// of its own, and Python waits at a pipe into which both the end of the work and every signal write
// (signal.set_wakeup_fd): none is missed, nothing is polled. When a handler raises, the work is
// left to itself; all it uses has to be its own, captured by value. It ends at its deadline or when
// its sandbox is ended, and the interpreter does not go before.
void run_waiting(std::function<void()> work);

template <class Work>
std::invoke_result_t<Work> waiting(Work work) {
  using Result = std::invoke_result_t<Work>;
  if constexpr (std::is_void_v<Result>) {
    run_waiting(std::move(work));
  } else {
    const auto result = std::make_shared<std::optional<Result>>();
    run_waiting([result, work = std::move(work)] { result->emplace(work()); });
    return std::move(**result);
  }
}

// For the module, once: waits at the interpreter's end for work that was left to itself.
void await_what_was_left();

}  // namespace plimsoll::pybind
