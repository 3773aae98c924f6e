#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "reference-engine/runtime/configuration.h"
#include "reference-engine/runtime/wrapper.h"

namespace plimsoll::engine {

// How daemon.json and the flags become what is in force: ours, unless an engine of
// conformance/defects is made with one that is wrong.
struct ConfigurationRules {
  std::function<runtime::ConfigurationResult(std::string_view, runtime::Flags)> read =
      runtime::read_configuration;
  std::function<runtime::ConfigurationResult(const runtime::Configuration&, std::string_view)>
      reload = runtime::reload;
  std::function<std::vector<runtime::Wrapper>(const runtime::ConfiguredRuntimes&)> wrappers =
      runtime::wrappers;
  bool hears_validate = true;  // --validate: looks at the configuration, and ends
};

}  // namespace plimsoll::engine
