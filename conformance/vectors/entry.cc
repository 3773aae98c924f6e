#include "conformance/vectors/entry.h"

namespace plimsoll::conformance {

std::vector<Edition> editions_in(const DataNode& entry) {
  std::vector<Edition> editions;
  const DataNode* written = entry.find("editions");
  if (written == nullptr) return editions;
  std::vector<std::string> known;
  for (const Edition edition : all_editions) known.emplace_back(to_string(edition));
  for (const DataNode& edition : written->elements()) {
    editions.push_back(*edition_from(edition.one_of(known)));
  }
  return editions;
}

}  // namespace plimsoll::conformance
