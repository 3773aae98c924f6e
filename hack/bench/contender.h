#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "fixtures/engine/containerd.h"
#include "fixtures/engine/engine.h"
#include "fixtures/http/http_client.h"
#include "fixtures/process/command.h"
#include "fixtures/sandbox/sandbox.h"

namespace plimsoll::bench {

enum class Daemon { plimsolld, dockerd };

inline constexpr Daemon every_daemon[] = {Daemon::plimsolld, Daemon::dockerd};

[[nodiscard]] std::string to_string(Daemon daemon);

// An engine on a containerd of its own, in a sandbox of its own: both are started the same way, and
// neither has more around it than the other.
//
//   Contender contender(Daemon::plimsolld);
//   contender.load_image();
//   contender.run_to_success(contender.docker_run());
class Contender {
 public:
  explicit Contender(Daemon daemon);

  void load_image();  // into the engine
  // Into containerd itself, in ctr's own namespace, with ctr's own unpacking.
  void import_image_with_ctr();

  // `docker run --rm --network none IMAGE true`, and what comes nearest to it in ctr.
  [[nodiscard]] fixtures::Command docker_run() const;
  [[nodiscard]] fixtures::Command ctr_run() const;
  [[nodiscard]] fixtures::Command ctr_run_confined()
      const;  // with a seccomp profile, as engines do
  // Clients that only ask for the server's version: what a client costs that runs nothing.
  [[nodiscard]] fixtures::Command docker_version() const;
  [[nodiscard]] fixtures::Command ctr_version() const;

  // Throws with the command's own words unless it ends with 0.
  void run_to_success(const fixtures::Command& command);

  [[nodiscard]] fixtures::HttpClient& client() noexcept { return client_; }
  [[nodiscard]] const fixtures::Engine& engine() const noexcept { return *engine_; }
  [[nodiscard]] const fixtures::Containerd& containerd() const noexcept { return *containerd_; }

 private:
  [[nodiscard]] fixtures::Command command(std::vector<std::string> argv) const;
  [[nodiscard]] fixtures::Command docker(std::vector<std::string> words) const;
  [[nodiscard]] fixtures::Command ctr(std::vector<std::string> words) const;

  std::unique_ptr<fixtures::Sandbox> sandbox_;
  std::unique_ptr<fixtures::Containerd> containerd_;
  std::unique_ptr<fixtures::Engine> engine_;
  fixtures::HttpClient client_;
};

}  // namespace plimsoll::bench
