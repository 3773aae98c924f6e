#pragma once

#include <string>
#include <vector>

namespace plimsoll::engine {

// One member of a tar that a test makes.
struct TarMember {
  std::string name;
  std::string content = {};
  std::string link = {};  // not empty: a symbolic link to this
  std::string hard_link = {};
  bool directory = false;
  unsigned mode = 0644;
};

enum class TarCompression { none, gzip, zstd, xz };

// A tar in memory.
[[nodiscard]] std::string tar_of(const std::vector<TarMember>& members,
                                 TarCompression compression = TarCompression::none);

// What `docker save` writes of one image: its layers and its configuration with their diff ids.
struct SavedImage {
  std::vector<std::string> layers;    // as in the archive, compressed or not
  std::vector<std::string> diff_ids;  // of the layers without compression
  std::vector<std::string> references;
  std::string command = "/bin/sh";
};
[[nodiscard]] std::string docker_archive_of(const SavedImage& image);
[[nodiscard]] std::string oci_layout_of(const SavedImage& image);
// The configuration that both have.
[[nodiscard]] std::string config_of(const SavedImage& image);

}  // namespace plimsoll::engine
