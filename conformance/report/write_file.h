#pragma once

#include <filesystem>
#include <string_view>

namespace plimsoll::conformance {

// Puts the text there as a whole or not at all: whoever reads the file meanwhile sees the old one.
// Directories on the way are made, as GoogleTest does for --gtest_output. What is no ordinary file
// (/dev/stdout) is written to, never replaced. Throws Error.
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace plimsoll::conformance
