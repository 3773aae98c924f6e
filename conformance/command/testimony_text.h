#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace plimsoll::conformance {

// What a case that needs `testimony` is proved by.
inline constexpr std::array what_testimony_is = {
    "the testimony of the shim that containerd executed (evidence/CASE/testimony.json): for each",
    "execution its path, arguments, directory and input, for each request its fields, and both "
    "with",
    "the runtime options as they arrived: their type, their bytes, and what these say"};

// Where runs left the testimony of a case: below the report itself, or below that of each target.
[[nodiscard]] std::vector<std::filesystem::path> testimonies_of(
    const std::string& case_name, const std::filesystem::path& report);

// A case's testimony.json for people, indented; how it was asked in full, and of the rest that it
// was.
[[nodiscard]] std::string testimony_text(const std::filesystem::path& file);

}  // namespace plimsoll::conformance
