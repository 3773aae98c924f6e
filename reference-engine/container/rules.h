#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>

#include "reference-engine/container/description.h"
#include "reference-engine/container/record.h"
#include "reference-engine/container/restart_policy.h"
#include "reference-engine/container/start_failure.h"
#include "reference-engine/container/tasks.h"
#include "reference-engine/runtime/decide.h"

namespace plimsoll::engine {

// What the life of a container goes by, as values: ours, unless an engine is made with others. The
// engines of conformance/defects each have one that is wrong, so that the suite is seen to find it.
//
//   ContainerRules rules;
//   rules.judge_start_failure = [](std::string_view) { return StartFailure{.http_status = 404}; };
struct ContainerRules {
  using Decide = std::function<runtime::Decision(const runtime::Catalogue&, std::string_view)>;

  // The rule is asked at both ends of the time in which the configuration may change.
  Decide decide_at_create = runtime::decide;
  Decide decide_at_start = runtime::decide;

  PackedOptions options;

  std::function<StartFailure(std::string_view)> judge_start_failure = engine::judge_start_failure;

  // Who is brought back without being asked for, at its end and when the engine starts.
  using BringsBack = std::function<bool(const RestartPolicy&, const HowItEnded&)>;
  BringsBack brings_back = engine::brings_back;
  BringsBack brings_back_at_boot = engine::brings_back_at_boot;

  std::function<nlohmann::json(const Record&, const Surroundings&)> inspect = engine::inspect;
  std::function<nlohmann::json(const Record&, Timestamp)> summary = engine::summary;

  // Out of the file in which a container outlives the engine.
  std::function<Record(const nlohmann::json&)> restore = record_from_json;
};

}  // namespace plimsoll::engine
