#pragma once

#include "reference-engine/api/container_verbs.h"
#include "reference-engine/api/http_rules.h"
#include "reference-engine/api/router.h"
#include "reference-engine/api/runtime_listing.h"
#include "reference-engine/container/rules.h"
#include "reference-engine/daemon/configuration_rules.h"

namespace plimsoll::engine {

// Everything about runtimes an engine goes by, from where each rule is at home. plimsolld takes it
// as it is; an engine of conformance/defects changes one thing in it:
//
//   EngineRules rules;
//   rules.configuration.reload = [](const runtime::Configuration& in_force, std::string_view) {
//     return in_force;
//   };
struct EngineRules {
  ConfigurationRules configuration = {};
  ContainerRules containers = {};
  api::ContainerVerbs verbs = {};
  api::HttpRules http = {};
  std::function<nlohmann::json(const runtime::Configuration&)> info_of_runtimes =
      api::info_of_runtimes;
  // Endpoints that this engine does without and others have: /build and /commit, which could bring
  // in a runtime as well.
  std::function<void(api::Router&, ContainerService&)> add_more_endpoints =
      [](api::Router&, ContainerService&) {};
};

}  // namespace plimsoll::engine
