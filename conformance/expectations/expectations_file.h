#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "conformance/expectations/expectation.h"

namespace plimsoll::conformance {

// Reads an expectations file (expectations.schema.json). Throws DataError with file, line, key and
// the nearest valid name. An entry without a reason or a source is refused: who does not know why
// an engine fails cannot know that it may.
[[nodiscard]] Expectations read_expectations(const std::filesystem::path& file);
[[nodiscard]] Expectations parse_expectations(std::string_view json, const std::string& name);

// The same as a file: one entry a line, so that a change is a line of a diff.
[[nodiscard]] std::string text_of(const Expectations& expectations);

}  // namespace plimsoll::conformance
