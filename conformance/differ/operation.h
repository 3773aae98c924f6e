#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// One thing that is done to an engine.
struct Operation {
  enum class Verb {
    create,   // a container, with the runtime `text`
    start,    // the last container that was created, and wait for its end
    inspect,  // it
    info,     // the runtimes that the engine lists
    reload,   // the configuration `text`
    restart   // the engine, with the configuration `text`
  };

  Verb verb = Verb::create;
  std::string text = {};

  friend bool operator==(const Operation&, const Operation&) = default;
};

using Sequence = std::vector<Operation>;

// What an engine answered to each operation of a sequence, in words that two engines can share.
using Answers = std::vector<std::string>;

[[nodiscard]] std::string_view to_string(Operation::Verb verb);

// `create "io.containerd.kata.v2"`, `start`: a line that operation_from() reads again.
[[nodiscard]] std::string to_text(const Operation& operation);
[[nodiscard]] std::optional<Operation> operation_from(std::string_view line);

// Whether it changes what the engine is configured with, so that it needs an engine for itself.
[[nodiscard]] bool configures(const Sequence& sequence);

}  // namespace plimsoll::conformance
