#pragma once

#include "conformance/vectors/vectors.h"

// For tests of the data: where things would stand in a sandbox.
namespace plimsoll::conformance {

inline const Places example_places{.canaries = "/run/plimsoll/canaries",
                                   .runc = "/usr/sbin/runc",
                                   .crun = "/usr/bin/crun",
                                   .testifier = "/run/plimsoll/testifier/crun",
                                   .shims = "/run/plimsoll/shims"};

}  // namespace plimsoll::conformance
