#pragma once

#include <gmock/gmock.h>

#include <filesystem>
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

// A container that a shim of ours was given.
struct GivenToShim {
  std::filesystem::path shim;  // as install_shim() returned it
  std::string container;
};

// The shim testifies that it was started once, for this container, and asked once to create it, in
// the container's own bundle, with these options each time; the witness saw it executed.
void expect_testimony(Stage& stage, const GivenToShim& given,
                      const testing::Matcher<const ToldToShim&>& options);

// Runs a container with our shim standing in for the machine's shim for runc, and expects it to
// testify that it was told to run this OCI runtime.
void expect_runcs_shim_is_told(Stage& stage, const Asked& asked, const std::string& binary_name);

}  // namespace plimsoll::conformance
