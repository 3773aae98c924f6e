#include "conformance/differ/generated_sequences.h"

#include <array>
#include <nlohmann/json.hpp>

#include "conformance/names/dice.h"
#include "conformance/names/json_spelling.h"

namespace plimsoll::conformance {
namespace {

using Verb = Operation::Verb;

// Names a configuration may have, and that are asked for then.
constexpr std::array entry_names = {"mine", "Mine", "io.containerd.mine.v1",
                                    "a/b",  "runc", "io.containerd.runc.v2"};
constexpr std::array asked_names = {"mine",   "Mine", "io.containerd.mine.v1",
                                    "a/b",    "runc", "io.containerd.runc.v2",
                                    "nobody", "",     "io.containerd.runc.v1"};

// What an entry may be: whole ones twice, since what is wrong keeps the engine from going on.
constexpr std::array entries = {
    R"({"path": "/usr/bin/crun"})",
    R"({"path": "/usr/bin/crun"})",
    R"({"path": "crun"})",
    R"({"path": "/nowhere/crun"})",
    R"({"path": "/nowhere/crun", "runtimeArgs": ["--debug"]})",
    R"({"path": "/usr/bin/crun", "runtimeArgs": ["--cgroup-manager", "cgroupfs"]})",
    R"({"path": "/usr/bin/crun", "runtimeArgs": []})",
    R"({"runtimeArgs": ["--debug"]})",
    R"({})",
    R"({"path": ""})",
    R"({"runtimeType": "io.containerd.runc.v2"})",
    R"({"runtimeType": "io.containerd.runc.v2", "options": {"BinaryName": "/usr/bin/crun"}})",
    R"({"runtimeType": "io.containerd.runc.v2", "options": {"IoUid": 1000}})",
    R"({"runtimeType": "io.containerd.runc.v2", "options": {"NoSuchOption": true}})",
    R"({"runtimeType": "io.containerd.runc.v2", "runtimeArgs": ["--debug"]})",
    R"({"runtimeType": "no type at all"})",
    R"({"path": "/usr/bin/crun", "runtimeType": "io.containerd.runc.v2"})",
    R"({"path": "/usr/bin/crun", "options": {"BinaryName": "/usr/bin/crun"}})",
    R"({"Path": "/usr/bin/crun"})",
    R"({"unknown": 1})",
    R"("/usr/bin/crun")",
    R"(null)"};

std::string configuration(Dice& dice) {
  nlohmann::json file = nlohmann::json::object();
  if (dice.one_in(12)) {
    file["runtimes"] = nullptr;
  } else if (!dice.one_in(8)) {
    nlohmann::json& runtimes = file["runtimes"] = nlohmann::json::object();
    const std::size_t count = dice.between(0, 2);
    for (std::size_t i = 0; i < count; ++i) {
      runtimes[dice.pick(entry_names)] = nlohmann::json::parse(dice.pick(entries));
    }
  }
  if (dice.one_in(4)) file["default-runtime"] = dice.pick(asked_names);
  return file.dump();
}

}  // namespace

GeneratedSequences::GeneratedSequences(Options options)
    : options_(options), names_({.seed = options.seed}) {}

Sequence GeneratedSequences::at(std::uint64_t index) const {
  Dice dice(Dice::seed_of({.run = options_.seed + 1, .index = index}));
  Sequence sequence;
  const bool configured = dice.one_in(options_.configured_one_in);
  if (configured) {
    const std::size_t steps = dice.between(1, 2);
    for (std::size_t i = 0; i < steps; ++i) {
      sequence.push_back(
          {.verb = dice.one_in(2) ? Verb::reload : Verb::restart, .text = configuration(dice)});
    }
    sequence.push_back({.verb = Verb::info});
  }
  sequence.push_back(
      {.verb = Verb::create,
       .text = configured ? std::string(dice.pick(asked_names)) : as_text(names_.at(index))});
  if (dice.one_in(2)) sequence.push_back({.verb = Verb::inspect});
  if (configured || dice.one_in(4)) {
    sequence.push_back({.verb = Verb::start});
    sequence.push_back({.verb = Verb::inspect});
  }
  return sequence;
}

}  // namespace plimsoll::conformance
