#pragma once

#include <sys/types.h>

#include <string>

#include "fixtures/differential/stage.h"
#include "fixtures/process/command.h"

namespace plimsoll::bench {

enum class Shim { plimsoll, runc };

inline constexpr Shim every_shim[] = {Shim::plimsoll, Shim::runc};

[[nodiscard]] std::string to_string(Shim shim);

// A shim under the name io.containerd.runc.v2, on a containerd of its own, in a sandbox of its own:
// whatever asks for containers asks both with the very same words.
//
//   ShimContender contender(Shim::plimsoll);
//   contender.run_to_success(contender.ctr_run("/usr/bin/crun"));
class ShimContender {
 public:
  explicit ShimContender(Shim shim);

  static constexpr const char* runtime = "io.containerd.runc.v2";
  static constexpr const char* containerd_namespace = "bench";

  [[nodiscard]] fixtures::Stage& stage() noexcept { return stage_; }
  // `ctr run --rm IMAGE true`, through this OCI runtime.
  [[nodiscard]] fixtures::Command ctr_run(const std::string& runc) const;
  // The shim's own `start`, as containerd calls it for a container of that id. Whoever runs it has
  // a shim to end.
  [[nodiscard]] fixtures::Command start(const std::string& id);
  // The one shim of a container, as this process counts.
  [[nodiscard]] pid_t shim_of(const std::string& id) const;
  void kill_shim(const std::string& id) const;

  // Throws with the command's own words unless it ends with 0.
  void run_to_success(const fixtures::Command& command);

 private:
  void import_image();
  [[nodiscard]] fixtures::Command command(std::vector<std::string> argv) const;

  fixtures::Stage stage_;
  std::filesystem::path program_;
  fixtures::FileDescriptor log_;  // of the shim that was started last
};

}  // namespace plimsoll::bench
