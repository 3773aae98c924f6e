#include "conformance/cases/canaries.h"

#include <algorithm>
#include <climits>
#include <fstream>
#include <system_error>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

constexpr const char* mark = ".executed";

std::vector<std::string> split_at_dots(std::string_view name) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    const auto dot = name.find('.', begin);
    parts.emplace_back(name.substr(begin, dot - begin));
    if (dot == std::string_view::npos) return parts;
    begin = dot + 1;
  }
}

// containerd 1.6 asks for no more than one dot. Written down here a second time on purpose: what
// decides where canaries stand must not be what is under test.
std::string shim_spelled_by(std::string_view name) {
  const auto parts = split_at_dots(name);
  if (parts.size() < 2) return {};
  return "containerd-shim-" + parts[parts.size() - 2] + "-" + parts.back();
}

bool kernel_can_hold(const fs::path& path) {
  const std::string text = path.string();
  const bool long_part = std::ranges::any_of(
      path, [](const fs::path& part) { return part.string().size() > NAME_MAX; });
  return !long_part && text.size() < PATH_MAX && text.find('\0') == std::string::npos;
}

}  // namespace

std::vector<fs::path> paths_led_to(std::string_view name, const WhereContainerdLooks& where) {
  const fs::path as_named = where.working_directory / fs::path(name);
  std::vector<fs::path> paths = {as_named};
  if (const std::string shim = shim_spelled_by(name); !shim.empty()) {
    paths.push_back(as_named.parent_path() / shim);
    paths.push_back(where.working_directory / shim);
  }
  std::erase_if(paths, [](const fs::path& path) { return !kernel_can_hold(path); });
  return paths;
}

Canaries::~Canaries() {
  std::error_code ignored;
  for (const fs::path& path : planted_) {
    fs::remove(path, ignored);
    fs::remove(path.string() + mark, ignored);
  }
  // Deepest first; a directory that holds something else stays.
  std::ranges::reverse(directories_);
  for (const fs::path& directory : directories_) fs::remove(directory, ignored);
}

void Canaries::plant(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths) {
    if (may_be_planted(path)) plant_one(path);
  }
}

// Never outside the sandbox's own directory, and never over a file: /bin/true is its own canary,
// its execution is seen by the witness.
bool Canaries::may_be_planted(const fs::path& path) const {
  const fs::path normal = path.lexically_normal();
  const auto [end, rest] = std::ranges::mismatch(below_, normal);
  return end == below_.end() && normal.has_filename() && !fs::exists(normal);
}

void Canaries::plant_one(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  std::vector<fs::path> missing;
  for (fs::path directory = normal.parent_path(); !fs::exists(directory);
       directory = directory.parent_path()) {
    missing.push_back(directory);
  }
  fs::create_directories(normal.parent_path());
  directories_.insert(directories_.end(), missing.rbegin(), missing.rend());
  // "$0" is the path it was executed by.
  std::ofstream(normal) << "#!/bin/sh\necho \"$0\" \"$@\" >> \"$0" << mark << "\"\nexit 1\n";
  fs::permissions(normal, fs::perms::owner_all);
  planted_.push_back(normal);
}

std::vector<std::string> Canaries::executed() const {
  std::vector<std::string> executed;
  for (const fs::path& path : planted_) {
    if (fs::exists(path.string() + mark)) executed.push_back(path.string());
  }
  return executed;
}

}  // namespace plimsoll::conformance
