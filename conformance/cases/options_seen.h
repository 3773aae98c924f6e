#pragma once

#include <google/protobuf/any.pb.h>

#include <optional>

#include "conformance/cases/observation.h"

namespace plimsoll::conformance {

// Runtime options as containerd keeps and passes them, made readable; the bytes stay beside.
// Nothing for an Any without a type: that is how no options look.
[[nodiscard]] std::optional<RuntimeOptionsSeen> options_seen_in(const google::protobuf::Any& any);

}  // namespace plimsoll::conformance
