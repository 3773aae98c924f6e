#include "conformance/catalogue/case_description.h"

#include <algorithm>
#include <cctype>

#include "conformance/catalogue/catalogue.h"

namespace plimsoll::conformance {

std::string_view to_string(Need need) {
  switch (need) {
    case Need::witness:
      return "witness";
    case Need::containerd:
      return "containerd";
    case Need::image:
      return "image";
    case Need::configuration:
      return "configuration";
    case Need::runc:
      return "runc";
    case Need::crun:
      return "crun";
    case Need::testimony:
      return "testimony";
    case Need::runsc:
      return "runsc";
    case Need::runsc_shim:
      return "runsc-shim";
    case Need::kata:
      return "kata";
  }
  return "unknown";
}

bool is_rare(Need need) { return need == Need::kata || need == Need::runsc_shim || need == Need::runsc; }

bool CaseDescription::holds_in(Edition edition) const {
  if (!editions.empty()) return std::ranges::find(editions, edition) != editions.end();
  const Requirement* of_catalogue = Catalogue::embedded().find(requirement);
  return of_catalogue != nullptr && of_catalogue->holds_in(edition);
}

std::string suite_of(const std::string& area) {
  std::string suite;
  bool first = true;
  for (const char letter : area) {
    if (letter == '-') {
      first = true;
      continue;
    }
    suite += first ? static_cast<char>(std::toupper(letter)) : letter;
    first = false;
  }
  return suite;
}

}  // namespace plimsoll::conformance
