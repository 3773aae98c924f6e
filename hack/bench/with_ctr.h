#pragma once

#include <chrono>

// What every contender that ctr drives has in common.
namespace plimsoll::bench {

inline constexpr auto kPatience = std::chrono::seconds(60);
// As ctr itself spells the image's name after the import.
inline constexpr const char* kImportedImage = "docker.io/plimsoll/busybox:latest";

}  // namespace plimsoll::bench
