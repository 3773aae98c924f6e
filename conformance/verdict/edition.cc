#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

std::string_view to_string(Edition edition) {
  switch (edition) {
    case Edition::pre_2022:
      return "pre-2022";
    case Edition::from_2022:
      return "2022";
    case Edition::from_2023_plus:
      return "2023+";
  }
  return "2023+";
}

std::optional<Edition> edition_from(std::string_view text) {
  for (const Edition edition : all_editions) {
    if (to_string(edition) == text) return edition;
  }
  return std::nullopt;
}

std::string_view releases_of(Edition edition) {
  switch (edition) {
    case Edition::pre_2022:
      return "dockerd 20.10 and before";
    case Edition::from_2022:
      return "dockerd 22.06 and 23.0";
    case Edition::from_2023_plus:
      return "dockerd 24.0 and later";
  }
  return {};
}

}  // namespace plimsoll::conformance
