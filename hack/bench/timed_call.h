#pragma once

#include <filesystem>

#include "hack/bench/stopwatch.h"

namespace plimsoll::bench {

// How long a program takes to say what it has to say, as containerd waits for a shim's `start`:
// from its start to the end of its output and of itself. Measured by a process inside the sandbox,
// so that nothing of the sandbox is in it:
//
//   run(sandbox, {.argv = {own_path, timed_call, file, "containerd-shim-…", …, "start"}});
//   const Seconds taken = read_timed_call(file);
inline constexpr const char* timed_call = "--timed-call";

// argv: the file to write to, and the program with its arguments. The program's exit status.
int make_timed_call(char** argv);
[[nodiscard]] Seconds read_timed_call(const std::filesystem::path& file);

}  // namespace plimsoll::bench
