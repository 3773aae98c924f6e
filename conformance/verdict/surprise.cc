#include "conformance/verdict/surprise.h"

namespace plimsoll::conformance {

std::string_view to_string(SurpriseKind kind) {
  switch (kind) {
    case SurpriseKind::unexpected_pass:
      return "unexpected-pass";
    case SurpriseKind::changed_message:
      return "changed-message";
    case SurpriseKind::stale_entry:
      return "stale-entry";
  }
  return "stale-entry";
}

std::optional<SurpriseKind> surprise_kind_from(std::string_view text) {
  for (const SurpriseKind kind : all_surprise_kinds) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

}  // namespace plimsoll::conformance
