#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "reference-engine/runtime/catalogue.h"

namespace plimsoll::runtime {

struct EntryError {
  std::string text;
};

// One member of daemon.json's `runtimes`. Keys match in any case, unknown ones are ignored, and an
// empty list or object counts as absent, as in Go (moby v25.0.17:daemon/runtime_unix.go:128).
[[nodiscard]] std::variant<Configured, EntryError> read_entry(const std::string& name,
                                                              const nlohmann::json& entry);

}  // namespace plimsoll::runtime
