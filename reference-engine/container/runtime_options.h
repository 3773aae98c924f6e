#pragma once

#include <google/protobuf/any.pb.h>

#include <optional>

#include "reference-engine/runtime/decide.h"

namespace plimsoll::engine {

// The decision's options as containerd's record of the container carries them; nothing for a
// runtime that has none: passed on, or configured by its type alone.
[[nodiscard]] std::optional<google::protobuf::Any> options_for_record(
    const runtime::ShimRuntime& runtime);

// The options of the task: only runc's shim gets any here, a copy that also names the owner of the
// pipes (moby v28.5.2:daemon/internal/libcontainerd/remote/client.go:213). containerd 2 refuses any
// others (containerd v2.1.0:plugins/services/tasks/local.go:761), and hands the record's to the
// shim.
[[nodiscard]] std::optional<google::protobuf::Any> options_for_task(
    const runtime::ShimRuntime& runtime);

}  // namespace plimsoll::engine
