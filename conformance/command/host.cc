#include "conformance/command/host.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>

#include <ctime>
#include <fstream>
#include <thread>

namespace plimsoll::conformance {
namespace {

std::string distribution() {
  std::ifstream file("/etc/os-release");
  const std::string key = "PRETTY_NAME=\"";
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(key)) return line.substr(key.size(), line.rfind('"') - key.size());
  }
  return "unknown distribution";
}

}  // namespace

std::string describe_host() {
  utsname kernel{};
  uname(&kernel);
  return fmt::format("{}, {} {}, {} cores", distribution(), kernel.sysname, kernel.release,
                     std::thread::hardware_concurrency());
}

std::string timestamp() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace plimsoll::conformance
