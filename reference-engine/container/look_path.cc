#include "reference-engine/container/look_path.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace plimsoll::engine {
namespace {

struct Found {
  int error = 0;          // 0: it can be executed
  bool is_there = false;  // and still cannot
};

Found look_at(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return {.error = errno};
  if (S_ISDIR(about.st_mode)) return {.error = EISDIR, .is_there = true};
  if (::access(path.c_str(), X_OK) != 0) return {.error = EACCES, .is_there = true};
  return {};
}

// Go writes the system's reasons with a small letter.
std::string reason(int error) {
  std::string text = std::generic_category().message(error);
  if (text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] | 0x20);
  return text;
}

bool is_in_one_of(std::string_view directories, const std::string& program) {
  for (;;) {
    const auto colon = directories.find(':');
    const std::string directory(directories.substr(0, colon));
    if (!directory.empty() && look_at(directory + "/" + program).error == 0) return true;
    if (colon == directories.npos) return false;
    directories.remove_prefix(colon + 1);
  }
}

}  // namespace

std::optional<std::string> why_not_executable(const std::string& program, std::string_view path) {
  const std::string prefix = "exec: \"" + program + "\": ";
  if (program.find('/') == program.npos) {
    if (is_in_one_of(path, program)) return std::nullopt;
    return prefix + "executable file not found in $PATH";
  }
  const Found found = look_at(program);
  if (found.error == 0) return std::nullopt;
  return prefix + (found.is_there ? "" : "stat " + program + ": ") + reason(found.error);
}

}  // namespace plimsoll::engine
