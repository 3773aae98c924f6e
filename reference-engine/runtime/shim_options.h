#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "reference-engine/runtime/shim_runtime.h"

namespace plimsoll::runtime {

struct OptionError {
  std::string text;
};

// The `options` of an entry with a runtimeType, as its shim takes them: runc's own for
// io.containerd.runc.v2, runtimeoptions for every other (moby
// v24.0.9:libcontainerd/shimopts/convert.go:18). Unknown keys are ignored; a key matches as
// written, in lower case, or with a small first letter. Empty options are none.
[[nodiscard]] std::variant<RuntimeOptions, OptionError> read_options(std::string_view runtime_type,
                                                                     const nlohmann::json& options);

}  // namespace plimsoll::runtime
