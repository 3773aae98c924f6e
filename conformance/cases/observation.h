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

// Whatever a shim or an OCI runtime is called: nobody executes one of these by accident.
[[nodiscard]] bool is_shim_or_runtime(const Execution& execution);

// What containerd, or a shim, was told to run a container with.
struct RuntimeOptionsSeen {
  std::string type;         // "containerd.runc.v1.Options"
  std::string bytes;        // the message, serialized
  std::string binary_name;  // of options for runc's shim
  std::string root;
  bool systemd_cgroup = false;
  std::string config_path;  // of options for any other shim (runtimeoptions.v1.Options)
};

// containerd's own record of a container.
struct ContainerRecord {
  std::string id;
  std::string runtime;                        // the name, byte for byte
  std::optional<RuntimeOptionsSeen> options;  // nothing: containerd was given none
};

// What a shim of ours was told, as it wrote it down itself.
struct ToldToShim {
  std::string step;                  // "start": its binary was executed; "Create": it was asked to
  std::filesystem::path executable;  // of start: the file that was executed
  std::string containerd_namespace;
  std::string container;
  std::filesystem::path bundle;
  std::optional<RuntimeOptionsSeen> options;  // as they arrived; nothing: none did
};

void PrintTo(const Execution& execution, std::ostream* out);
void PrintTo(const RuntimeOptionsSeen& options, std::ostream* out);
void PrintTo(const ContainerRecord& record, std::ostream* out);
void PrintTo(const ToldToShim& told, std::ostream* out);

}  // namespace plimsoll::conformance
