#pragma once

#include <map>
#include <string>

#include "conformance/cases/stage.h"

namespace plimsoll::conformance {

// A way by which a path could be brought in as a runtime (vectors/surfaces.json has the list).
struct Surface {
  void (*bring_in)(Stage& stage, const std::string& name);
  bool own_canaries = false;  // it plants them itself, at a moment of its own
};

// Throws std::out_of_range for one that no function is here for.
[[nodiscard]] Surface surface_named(const std::string& name);

// By their names: what comes with requests, what an operator wrote down, what stands at the path.
[[nodiscard]] std::map<std::string, Surface> surfaces_of_requests();
[[nodiscard]] std::map<std::string, Surface> surfaces_of_the_operator();
[[nodiscard]] std::map<std::string, Surface> surfaces_at_the_path();

// What was created all the same is asked to go on: whether a canary runs tells a wrong answer from
// a hole. And it must not show the path as its runtime.
void go_on_with(Stage& stage, const std::string& container, const std::string& name);

}  // namespace plimsoll::conformance
