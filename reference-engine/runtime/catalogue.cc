#include "reference-engine/runtime/catalogue.h"

#include "reference-engine/runtime/name_rule.h"

namespace plimsoll::runtime {

bool is_stock(std::string_view name) { return name == "runc" || name == kRuncShim; }

bool can_be_default(const ConfiguredRuntimes& configured, std::string_view name) {
  return configured.contains(name) || is_stock(name) || names_a_shim_on_path(name);
}

}  // namespace plimsoll::runtime
