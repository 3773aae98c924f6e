#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "conformance/data/data_node.h"

namespace plimsoll::conformance {

// Reads JSON and keeps the line of every value. Throws DataError with file and line; a key that is
// written twice is one, since one of the two would be silently lost.
[[nodiscard]] DataNode read_data(std::string_view json, const std::string& name);
// What is in a file; one that is not there is a DataError too.
[[nodiscard]] std::string text_of_data_file(const std::filesystem::path& file);

}  // namespace plimsoll::conformance
