#include "reference-engine/runtime/name_rule.h"

namespace plimsoll::runtime {

bool names_a_shim_on_path(std::string_view name) {
  const bool is_a_path = name.find('/') != std::string_view::npos;
  const auto first_dot = name.find('.');
  const bool has_parts = first_dot != std::string_view::npos && first_dot > 0;
  return !is_a_path && has_parts;
}

}  // namespace plimsoll::runtime
