#pragma once

#include <string>

#include "conformance/cases/stage.h"

namespace plimsoll::conformance {

// What a container that was asked for by a runtime has to show from outside.
struct RunsUnder {
  std::string runtime;      // HostConfig.Runtime as asked for
  std::string binary_name;  // BinaryName in containerd's record: as configured
  std::string executable;   // the OCI runtime that has to be executed, links followed
  std::string other;        // the one that must not be
};

// Runs a container under it, and expects containerd's record, the executions and inspect to agree.
void expect_runs_under(Stage& stage, const RunsUnder& expected);

}  // namespace plimsoll::conformance
