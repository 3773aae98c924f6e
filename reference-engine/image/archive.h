#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "reference-engine/image/spool.h"

namespace plimsoll::engine {

// One image of an archive: its configuration to the byte, and its layers from the bottom up.
struct ArchivedImage {
  std::string config;
  std::vector<SpooledBlob> layers;
  std::vector<std::string> references;  // as written; may be empty
};

struct InvalidArchive {
  std::string message;
};

// Reads what `docker save` writes: a docker archive (manifest.json) or an OCI image layout
// (index.json). Members are spooled; the archive's own names are keys and never paths.
[[nodiscard]] std::variant<std::vector<ArchivedImage>, InvalidArchive> read_archive(
    const std::filesystem::path& tar, SpoolDirectory& spool);

}  // namespace plimsoll::engine
