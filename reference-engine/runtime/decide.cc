#include "reference-engine/runtime/decide.h"

#include "reference-engine/runtime/name_rule.h"
#include "reference-engine/runtime/wrapper.h"

namespace plimsoll::runtime {
namespace {

ShimRuntime runs_with(const PathRuntimeDefaults& defaults, std::string binary) {
  return {.shim = kRuncShim,
          .options = RuncOptions{.binary_name = std::move(binary),
                                 .root = defaults.root,
                                 .systemd_cgroup = defaults.systemd_cgroup}};
}

ShimRuntime shim_of(const Catalogue& catalogue, const std::string& name,
                    const PathRuntime& runtime) {
  if (runtime.arguments.empty()) return runs_with(catalogue.defaults, runtime.path);
  return runs_with(catalogue.defaults,
                   (catalogue.defaults.wrappers / wrapper_for(name, runtime).file_name).string());
}

ShimRuntime shim_of(const Catalogue&, const std::string&, const TypedRuntime& runtime) {
  return {.shim = runtime.type, .options = runtime.options};
}

std::string behind_script(const Configured& runtime) {
  const auto* path = std::get_if<PathRuntime>(&runtime);
  return path != nullptr && !path->arguments.empty() ? path->path : "";
}

}  // namespace

Decision decide(const Catalogue& catalogue, std::string_view name) {
  const std::string wanted(name.empty() ? catalogue.default_runtime : name);

  if (const auto entry = catalogue.configured.find(wanted); entry != catalogue.configured.end()) {
    ShimRuntime shim = std::visit(
        [&](const auto& runtime) { return shim_of(catalogue, wanted, runtime); }, entry->second);
    return Selected{.name = wanted,
                    .runtime = std::move(shim),
                    .origin = Origin::configured,
                    .must_be_executable = behind_script(entry->second)};
  }
  if (is_stock(wanted)) {
    return Selected{
        .name = wanted, .runtime = runs_with(catalogue.defaults, "runc"), .origin = Origin::stock};
  }
  if (names_a_shim_on_path(wanted)) {
    return Selected{.name = wanted, .runtime = {.shim = wanted}, .origin = Origin::passed_on};
  }
  return Refused{"unknown or invalid runtime name: " + wanted};
}

}  // namespace plimsoll::runtime
