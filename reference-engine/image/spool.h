#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>

#include "reference-engine/image/digest.h"

namespace plimsoll::engine {

// A directory for what comes in before anybody knows what it is; it goes with everything in it.
class SpoolDirectory {
 public:
  explicit SpoolDirectory(const std::filesystem::path& parent);
  ~SpoolDirectory();
  SpoolDirectory(const SpoolDirectory&) = delete;
  SpoolDirectory& operator=(const SpoolDirectory&) = delete;

  // A name that is nobody's but ours: what an archive calls its members never becomes a path.
  [[nodiscard]] std::filesystem::path next_file();

 private:
  std::filesystem::path path_;
  int files_ = 0;
};

// A blob on disk, with its digest and size.
struct SpooledBlob {
  std::filesystem::path path;
  std::string digest;
  std::int64_t size = 0;
};

// Writes a blob as it comes. Throws Error when the disk is full.
class SpoolWriter {
 public:
  explicit SpoolWriter(std::filesystem::path path);
  void write(std::span<const std::byte> bytes);
  [[nodiscard]] SpooledBlob finish();

 private:
  SpooledBlob blob_;
  Digest digest_;
  std::ofstream file_;
};

}  // namespace plimsoll::engine
