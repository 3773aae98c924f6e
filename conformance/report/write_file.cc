#include "conformance/report/write_file.h"

#include <stdlib.h>  // mkostemp
#include <sys/stat.h>
#include <unistd.h>

#include <fcntl.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

// An open file that has no other owner.
class OpenFile {
 public:
  OpenFile(int descriptor, fs::path path) : descriptor_(descriptor), path_(std::move(path)) {
    if (descriptor_ < 0) throw failure();
  }
  ~OpenFile() { close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t count = ::write(descriptor_, text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw failure();
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  // A temporary file is for its maker alone; a report is for whoever may enter its directory.
  void make_readable() const {
    if (fchmod(descriptor_, 0644) != 0) throw failure();
  }

 private:
  [[nodiscard]] Error failure() const { return Error::from_errno("write", path_.string()); }

  int descriptor_;
  fs::path path_;
};

// The name of a file that is not yet what it is to be; nothing stays of it unless it is put in
// place.
class TemporaryName {
 public:
  explicit TemporaryName(fs::path name) : name_(std::move(name)) {}
  ~TemporaryName() {
    if (!name_.empty()) unlink(name_.c_str());
  }
  TemporaryName(const TemporaryName&) = delete;
  TemporaryName& operator=(const TemporaryName&) = delete;

  void put_in_place(const fs::path& path) {
    if (rename(name_.c_str(), path.c_str()) != 0) throw Error::from_errno("write", path.string());
    name_.clear();
  }

 private:
  fs::path name_;
};

void replace(const fs::path& path, std::string_view text) {
  std::string pattern = path.parent_path() / ("." + path.filename().string() + ".XXXXXX");
  const int descriptor = mkostemp(pattern.data(), O_CLOEXEC);
  const OpenFile file(descriptor, path);
  TemporaryName name(pattern);
  file.write(text);
  file.make_readable();
  name.put_in_place(path);
}

void make_parents(const fs::path& path) {
  if (!path.has_parent_path()) return;
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  if (!failed) return;
  throw Error({.operation = "write",
               .subject = path.string(),
               .cause = "cannot make its directory: " + failed.message(),
               .remedy = {}});
}

}  // namespace

void write_file(const fs::path& path, std::string_view text) {
  make_parents(path);
  const auto kind = fs::symlink_status(path).type();
  if (kind == fs::file_type::not_found || kind == fs::file_type::regular) {
    replace(path, text);
    return;
  }
  OpenFile(open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC), path).write(text);
}

}  // namespace plimsoll::conformance
