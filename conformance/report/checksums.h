#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace plimsoll::conformance {

// What makes a report's folder something to hand in: the SHA-256 of each of its files, in a file
// that `sha256sum --check` reads as well.
inline constexpr const char* checksums_file = "SHA256SUMS";

// By path relative to the folder: what a run leaves there, evidence and logs included. Files of
// somebody else's in the same folder are none of it.
using Checksums = std::map<std::string, std::string>;

[[nodiscard]] Checksums checksums_of(const std::filesystem::path& report);
[[nodiscard]] std::string text_of(const Checksums& checksums);

// What of a folder is not as its checksums say, one sentence each; empty: everything is.
[[nodiscard]] std::vector<std::string> not_as_summed(const std::filesystem::path& report);

}  // namespace plimsoll::conformance
