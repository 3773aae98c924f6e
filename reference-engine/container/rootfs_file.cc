#include "reference-engine/container/rootfs_file.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>

#include "reference-engine/stdio/descriptor.h"

namespace plimsoll::engine {
namespace {

// An image can hold anything; nobody's passwd is larger.
constexpr std::size_t kLargest = 4 << 20;

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto colon = text.find(':');
    parts.emplace_back(text.substr(0, colon));
    text.remove_prefix(colon == text.npos ? text.size() : colon + 1);
  }
  return parts;
}

std::vector<std::string> layers_of(const ::containerd::types::Mount& mount) {
  if (mount.type() != "overlay") return {mount.source()};
  std::string upper;
  std::vector<std::string> layers;
  for (const std::string& option : mount.options()) {
    constexpr std::string_view kUpper = "upperdir=";
    constexpr std::string_view kLower = "lowerdir=";
    if (option.starts_with(kUpper)) upper = option.substr(kUpper.size());
    if (option.starts_with(kLower)) layers = split(std::string_view(option).substr(kLower.size()));
  }
  if (!upper.empty()) layers.insert(layers.begin(), upper);
  return layers;
}

// Never outside the layer, whatever links an image has.
Descriptor open_within(const std::string& root, std::string_view path) {
  const Descriptor directory(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return {};
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_IN_ROOT;
  const std::string name(path);
  return Descriptor(
      static_cast<int>(::syscall(SYS_openat2, directory.get(), name.c_str(), &how, sizeof how)));
}

bool is_whiteout(const struct stat& about) { return S_ISCHR(about.st_mode) && about.st_rdev == 0; }

std::string contents_of(const Descriptor& file) {
  std::string text;
  std::array<char, 8192> buffer;
  while (text.size() < kLargest) {
    const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
    if (count <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace

std::string read_from_rootfs(const std::vector<::containerd::types::Mount>& rootfs,
                             std::string_view path) {
  for (auto mount = rootfs.rbegin(); mount != rootfs.rend(); ++mount) {
    for (const std::string& layer : layers_of(*mount)) {
      const std::string whole = layer + "/" + std::string(path);
      struct stat about {};
      if (::lstat(whole.c_str(), &about) == 0 && is_whiteout(about)) return {};
      const Descriptor file = open_within(layer, path);
      if (file && ::fstat(file.get(), &about) == 0 && S_ISREG(about.st_mode)) {
        return contents_of(file);
      }
    }
  }
  return {};
}

}  // namespace plimsoll::engine
