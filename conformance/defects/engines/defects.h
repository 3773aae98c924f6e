#pragma once

#include <string_view>
#include <vector>

#include "reference-engine/daemon/engine_rules.h"

namespace plimsoll::defects {

using engine::EngineRules;

// An engine with one thing wrong: what it is called in defects.json, and what is changed in the
// rules of the reference engine to make it so.
//
//   {"trims-names", [](EngineRules& rules) { at_both_ends(rules, decide_about_trimmed); }}
struct Defect {
  std::string_view name;
  void (*put_into)(EngineRules&);
};

// All of them; the functions below it are one group each, and one file.
[[nodiscard]] std::vector<Defect> all_defects();

[[nodiscard]] std::vector<Defect> defects_of_form();         // which names may be passed on
[[nodiscard]] std::vector<Defect> defects_of_spelling();     // names that are changed on the way
[[nodiscard]] std::vector<Defect> defects_of_resolution();   // what a name stands for
[[nodiscard]] std::vector<Defect> defects_of_the_default();  // containers that ask for nothing
[[nodiscard]] std::vector<Defect> defects_of_options();      // what the shim and runtime are told
[[nodiscard]] std::vector<Defect> defects_of_refusal();  // when it is said, and what came before
[[nodiscard]] std::vector<Defect> defects_of_answers();  // status and text
[[nodiscard]] std::vector<Defect> defects_of_life();     // starting, failing, leaving behind
[[nodiscard]] std::vector<Defect> defects_of_views();    // inspect, list, info
[[nodiscard]] std::vector<Defect> defects_of_configuration();  // file, flags, reload
[[nodiscard]] std::vector<Defect> defects_of_persistence();  // what outlives engine and first run
[[nodiscard]] std::vector<Defect> defects_of_policies();     // coming back by itself
[[nodiscard]] std::vector<Defect> defects_of_readings();     // judged and taken from other places
[[nodiscard]] std::vector<Defect> defects_of_requests();     // start, update, exec, build, commit
[[nodiscard]] std::vector<Defect> defects_of_surfaces();     // default, info, events, error bodies

}  // namespace plimsoll::defects
