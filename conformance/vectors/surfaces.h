#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// A way by which a path could reach containerd, and the path. Each becomes a case, registered with
// the line of surfaces.json it stands on.
struct SurfaceVector {
  std::string label;    // the case's name: "StartBody"
  std::string surface;  // "start-body": how the name is brought in
  std::string name;     // a path, with placeholders
  std::string why;      // what it is a test of
  std::string requirement;
  std::vector<Edition> editions;  // narrower than the requirement's; empty: the requirement's
  int line = 0;                   // in surfaces.json
};

[[nodiscard]] const std::vector<SurfaceVector>& surface_vectors();

// What stands where containerd looks for a shim.
struct ShimPlace {
  std::string label;
  std::string name;    // HostConfig.Runtime
  std::string stands;  // "directory", "shim"
  std::string why;
  bool runs = false;  // or: the start fails
  std::string requirement;
  std::vector<Edition> editions;  // narrower than the requirement's; empty: the requirement's
  int line = 0;                   // in shim_places.json
};

[[nodiscard]] const std::vector<ShimPlace>& shim_places();

// Where the data stands, for RegisterTest and for people.
inline constexpr const char* surfaces_file = "conformance/vectors/surfaces.json";
inline constexpr const char* shim_places_file = "conformance/vectors/shim_places.json";

// Throw DataError with file, line, key and the nearest valid name.
[[nodiscard]] std::vector<SurfaceVector> parse_surface_vectors(
    std::string_view json, const std::string& file = surfaces_file);
[[nodiscard]] std::vector<ShimPlace> parse_shim_places(std::string_view json,
                                                       const std::string& file = shim_places_file);

}  // namespace plimsoll::conformance
