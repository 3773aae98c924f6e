#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "reference-engine/runtime/catalogue.h"
#include "reference-engine/runtime/shim_runtime.h"

namespace plimsoll::runtime {

enum class Origin { configured, stock, passed_on };

// The container runs with this runtime.
struct Selected {
  std::string name;  // as asked for, or the default's: what inspect tells and the record keeps
  ShimRuntime runtime;
  Origin origin;
  // Behind a script that adds arguments nobody else would notice that the program is missing, so it
  // has to be looked for each time (moby v25.0.17:daemon/runtime_unix.go:223). Else empty.
  std::string must_be_executable = {};

  bool operator==(const Selected&) const = default;
};

// The container is not created (400), and nothing is executed.
struct Refused {
  std::string message;

  bool operator==(const Refused&) const = default;
};

using Decision = std::variant<Selected, Refused>;

// Which runtime runs a container that asks for `name`:
//
//   1. nothing asked for: the default;
//   2. a configured or stock name: that runtime, whatever the name looks like;
//   3. a name containerd looks up on its PATH: passed on to the byte, without options;
//   4. anything else: refused.
//
// Names are compared as they are: no trimming, no folding of case
// (moby v28.5.2:daemon/runtime_unix.go:205).
[[nodiscard]] Decision decide(const Catalogue& catalogue, std::string_view name);

}  // namespace plimsoll::runtime
