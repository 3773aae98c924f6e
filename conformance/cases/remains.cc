#include "conformance/cases/remains.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mount_point_field = 4;  // proc(5), mountinfo

std::string field(const std::string& line, std::size_t index) {
  std::istringstream words(line);
  std::string word;
  for (std::size_t i = 0; i <= index; ++i) words >> word;
  return word;
}

}  // namespace

std::vector<std::string> mounts_in(const fixtures::Sandbox& sandbox) {
  std::vector<std::string> points;
  std::ifstream file("/proc/" + std::to_string(sandbox.init_pid()) + "/mountinfo");
  for (std::string line; std::getline(file, line);) {
    points.push_back(field(line, mount_point_field));
  }
  std::ranges::sort(points);
  return points;
}

std::vector<std::string> remains_of(const fixtures::Sandbox& sandbox, const WhereToLook& where) {
  const fs::path containerd = sandbox.scratch() / "containerd";
  const fs::path tasks = fs::path("io.containerd.runtime.v2.task") / where.containerd_namespace;
  const fs::path exec_root = sandbox.scratch() / where.engine.filename() / "exec";
  std::vector<std::string> found;
  for (const fs::path& path : {containerd / "state" / tasks / where.container,
                               containerd / "root" / tasks / where.container,
                               exec_root / "containerd" / where.container}) {
    if (fs::exists(fs::symlink_status(sandbox.from_outside(path)))) found.push_back(path.string());
  }
  for (const std::string& point : mounts_in(sandbox)) {
    if (point.find(where.container) != std::string::npos) found.push_back("mount " + point);
  }
  return found;
}

}  // namespace plimsoll::conformance
