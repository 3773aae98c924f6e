#include "reference-engine/image/spool.h"

#include <cstdlib>
#include <utility>

#include "errors/error.h"

namespace plimsoll::engine {

namespace fs = std::filesystem;

SpoolDirectory::SpoolDirectory(const fs::path& parent) {
  fs::create_directories(parent);
  std::string pattern = parent / "image.XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr)
    throw Error::from_errno("create a directory in", parent.string());
  path_ = pattern;
}

SpoolDirectory::~SpoolDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path SpoolDirectory::next_file() { return path_ / std::to_string(files_++); }

SpoolWriter::SpoolWriter(fs::path path)
    : blob_{.path = std::move(path), .digest = {}}, file_(blob_.path, std::ios::binary) {}

void SpoolWriter::write(std::span<const std::byte> bytes) {
  file_.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
  if (!file_) throw Error::from_errno("write", blob_.path.string());
  digest_.update(bytes);
  blob_.size += static_cast<std::int64_t>(bytes.size());
}

SpooledBlob SpoolWriter::finish() {
  file_.close();
  if (!file_) throw Error::from_errno("write", blob_.path.string());
  blob_.digest = digest_.finish();
  return std::move(blob_);
}

}  // namespace plimsoll::engine
