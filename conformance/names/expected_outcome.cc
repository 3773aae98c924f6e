#include "conformance/names/expected_outcome.h"

#include <algorithm>

namespace plimsoll::conformance {
namespace {

// moby v20.10.24:daemon/runtime_unix.go:38 has one more than those since.
bool is_stock(std::string_view name, Edition edition) {
  return name == "runc" || name == "io.containerd.runc.v2" ||
         (edition == Edition::pre_2022 && name == "io.containerd.runtime.v1.linux");
}

struct Form {
  std::size_t slashes = 0;
  std::size_t dots = 0;
  bool begins_with_dot = false;
};

Form form_of(std::string_view name) {
  return {.slashes = static_cast<std::size_t>(std::ranges::count(name, '/')),
          .dots = static_cast<std::size_t>(std::ranges::count(name, '.')),
          .begins_with_dot = name.starts_with('.')};
}

// moby v24.0.9 and before take what containerd 1.6's BinaryName takes, which is a leading dot too;
// v25.0.17:daemon/runtime_unix.go:269 and later do not.
bool is_passed_on(std::string_view name, Edition edition) {
  const Form form = form_of(name);
  const bool spells_a_shim = form.slashes == 0 && form.dots > 0;
  return edition != Edition::pre_2022 && spells_a_shim &&
         (edition == Edition::from_2022 || !form.begins_with_dot);
}

}  // namespace

NameOutcome ExpectedOutcome::of(std::string_view name) const {
  if (options_.configured.contains(name)) return NameOutcome::configured;
  if (is_stock(name, options_.edition)) return NameOutcome::stock;
  return is_passed_on(name, options_.edition) ? NameOutcome::passed_on : NameOutcome::refused;
}

std::string requirement_of(std::string_view name, NameOutcome outcome) {
  switch (outcome) {
    case NameOutcome::configured:
      return "PREC-001";
    case NameOutcome::stock:
      return name == "runc" ? "STOCK-001" : "STOCK-002";
    case NameOutcome::passed_on:
      return "PASS-004";
    case NameOutcome::refused:
      break;
  }
  if (name.starts_with('/')) return "REF-001";
  const Form form = form_of(name);
  if (form.slashes > 0) return "REF-002";
  return form.dots == 0 ? "REF-003" : "REF-004";
}

}  // namespace plimsoll::conformance
