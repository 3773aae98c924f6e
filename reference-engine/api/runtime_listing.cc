#include "reference-engine/api/runtime_listing.h"

namespace plimsoll::engine::api {
namespace {

using nlohmann::json;

json listed(const runtime::PathRuntime& runtime) {
  json entry = {{"path", runtime.path}};
  if (!runtime.arguments.empty()) entry["runtimeArgs"] = runtime.arguments;
  return entry;
}

json listed(const runtime::TypedRuntime& runtime) {
  json entry = {{"runtimeType", runtime.type}};
  if (!runtime.options_as_written.empty()) entry["options"] = runtime.options_as_written;
  return entry;
}

}  // namespace

json listed_runtimes(const runtime::Configuration& configuration) {
  json list = {{"runc", {{"path", "runc"}}}, {runtime::kRuncShim, {{"path", "runc"}}}};
  for (const auto& [name, configured] : configuration.runtimes()) {
    list[name] = std::visit([](const auto& runtime) { return listed(runtime); }, configured);
  }
  return list;
}

json info_of_runtimes(const runtime::Configuration& configuration) {
  return {{"Runtimes", listed_runtimes(configuration)},
          {"DefaultRuntime", configuration.default_runtime}};
}

}  // namespace plimsoll::engine::api
