#pragma once

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace plimsoll::conformance {

// A program that was executed while a case ran.
struct Execution {
  std::filesystem::path path;     // of the file, links followed
  std::vector<std::string> argv;  // as far as it could still be read
};

// What containerd was told to run a container with.
struct RuntimeOptionsSeen {
  std::string type;         // "containerd.runc.v1.Options"
  std::string binary_name;  // of options for runc's shim
  std::string root;
  bool systemd_cgroup = false;
};

// containerd's own record of a container.
struct ContainerRecord {
  std::string id;
  std::string runtime;                        // the name, byte for byte
  std::optional<RuntimeOptionsSeen> options;  // nothing: containerd was given none
};

void PrintTo(const Execution& execution, std::ostream* out);
void PrintTo(const RuntimeOptionsSeen& options, std::ostream* out);
void PrintTo(const ContainerRecord& record, std::ostream* out);

}  // namespace plimsoll::conformance
