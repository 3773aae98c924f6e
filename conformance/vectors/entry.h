#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/data/data_file.h"
#include "conformance/data/data_node.h"
#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// The editions an entry is narrowed to; none: those of its requirement. Throws DataError.
[[nodiscard]] std::vector<Edition> editions_in(const DataNode& entry);

// The entries of a file that is one list of them under that key. Throws DataError.
template <class Entry>
[[nodiscard]] std::vector<Entry> entries_in(std::string_view text, const std::string& file,
                                            std::string_view list,
                                            Entry (*entry_in)(const DataNode&)) {
  std::vector<Entry> entries;
  const DataNode root = read_data(text, file);
  root.allow_only({std::string(list)});
  for (const DataNode& entry : root.at(list).elements()) entries.push_back(entry_in(entry));
  // No entries, no cases: what lost its data must not pass for it.
  if (entries.empty()) throw root.fault("it has no entry");
  return entries;
}

}  // namespace plimsoll::conformance
