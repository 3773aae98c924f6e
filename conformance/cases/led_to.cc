#include "conformance/cases/led_to.h"

#include <algorithm>
#include <array>
#include <climits>

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split_at_dots(std::string_view name) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    const auto dot = name.find('.', begin);
    parts.emplace_back(name.substr(begin, dot - begin));
    if (dot == std::string_view::npos) return parts;
    begin = dot + 1;
  }
}

bool kernel_can_hold(const fs::path& path) {
  const std::string text = path.string();
  const bool long_part = std::ranges::any_of(
      path, [](const fs::path& part) { return part.string().size() > NAME_MAX; });
  return !long_part && text.size() < PATH_MAX && text.find('\0') == std::string::npos;
}

}  // namespace

std::string shim_spelled_by(std::string_view name) {
  const auto parts = split_at_dots(name);
  if (parts.size() < 2) return {};
  return "containerd-shim-" + parts[parts.size() - 2] + "-" + parts.back();
}

std::vector<fs::path> paths_led_to(std::string_view name, const WhereContainerdLooks& where) {
  const fs::path as_named = where.working_directory / fs::path(name);
  std::vector<fs::path> paths = {as_named};
  if (const std::string shim = shim_spelled_by(name); !shim.empty()) {
    paths.push_back(as_named.parent_path() / shim);
    paths.push_back(where.working_directory / shim);
  }
  for (fs::path& path : paths) path = path.lexically_normal();
  const std::string through_proc = "/proc/self/root";
  if (paths.front().string().starts_with(through_proc + "/")) {
    paths.emplace_back(paths.front().string().substr(through_proc.size()));
  }
  std::erase_if(paths, [](const fs::path& path) { return !kernel_can_hold(path); });
  return paths;
}

bool may_hold_a_canary(const fixtures::Sandbox& sandbox, const fs::path& path) {
  const bool writable = std::ranges::any_of(
      std::array{"/etc/", "/opt/", "/run/", "/usr/", "/var/"},
      [&](const char* directory) { return path.string().starts_with(directory); });
  return writable && path.has_filename() && !fs::exists(sandbox.from_outside(path));
}

}  // namespace plimsoll::conformance
