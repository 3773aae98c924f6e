#include "hack/bench/shim_contender.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "errors/error.h"
#include "fixtures/differential/container_spec.h"
#include "fixtures/engine/environment.h"
#include "fixtures/image/busybox.h"
#include "fixtures/process/await_socket.h"
#include "fixtures/process/program_path.h"
#include "hack/bench/with_ctr.h"

namespace plimsoll::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using fixtures::Command;

}  // namespace

std::string to_string(Shim shim) { return shim == Shim::plimsoll ? "plimsoll" : "runc"; }

ShimContender::ShimContender(Shim shim) : stage_(fixtures::every_generation().front()) {
  program_ = stage_.sandbox().shims() / "containerd-shim-runc-v2";
  fs::copy_file(shim == Shim::plimsoll ? fixtures::own_program("containerd-shim-plimsoll-v1")
                                       : fixtures::find_program("containerd-shim-runc-v2"),
                program_);
  import_image();
}

void ShimContender::import_image() {
  const fs::path archive = stage_.sandbox().directory() / "busybox.tar";
  std::ofstream(archive, std::ios::binary) << fixtures::busybox_image();
  run_to_success(command({"ctr", "--address", stage_.containerd().socket(), "--namespace",
                          containerd_namespace, "image", "import", archive}));
}

Command ShimContender::ctr_run(const std::string& runc) const {
  return command({"ctr", "--address", stage_.containerd().socket(), "--namespace",
                  containerd_namespace, "run", "--rm", "--runtime", runtime, "--runc-binary", runc,
                  kImportedImage, "round", "true"});
}

Command ShimContender::start(const std::string& id) {
  const fs::path bundle = stage_.sandbox().directory() / "bundles" / id;
  fs::create_directories(bundle);
  const fixtures::ContainerSpec spec{
      .command = "true", .terminal = false, .cgroups_path = "/" + id};
  std::ofstream(bundle / "config.json") << fixtures::container_spec(spec);
  Command start =
      command({program_, "-namespace", containerd_namespace, "-address",
               stage_.containerd().socket(), "-publish-binary", "containerd", "-id", id, "start"});
  start.directory = bundle;
  start.environment.push_back("TTRPC_ADDRESS=" + stage_.containerd().socket().string() + ".ttrpc");
  start.environment.emplace_back("GOMAXPROCS=2");  // containerd 1.6 sets it
  return start;
}

pid_t ShimContender::shim_of(const std::string& id) const {
  const auto shims =
      stage_.shims_of({.containerd_namespace = containerd_namespace, .container = id});
  if (shims.size() == 1) return shims.front();
  throw Error({.operation = "find the shim of",
               .subject = id,
               .cause = "there are " + std::to_string(shims.size()),
               .remedy = {}});
}

// A process that `start` has left is not known by its arguments before the kernel has carried its
// exec out to the end, and nothing tells when that is. runc's shim of 1.6.20 is often gone by then,
// without a word in its log; why is not known. Returns when it is gone, so that its end is on
// nobody's time.
void ShimContender::kill_shim(const std::string& id) const {
  constexpr int kTries = 50;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const auto shims =
        stage_.shims_of({.containerd_namespace = containerd_namespace, .container = id});
    for (const pid_t pid : shims) {
      const auto shim = fixtures::hold(pid);
      syscall(SYS_pidfd_send_signal, shim.get(), SIGKILL, nullptr, 0);
      pollfd ended{shim.get(), POLLIN, 0};
      (void)poll(&ended, 1, 5000);
    }
    if (!shims.empty()) return;
    (void)poll(nullptr, 0, 1);
  }
}

Command ShimContender::command(std::vector<std::string> argv) const {
  return {.argv = std::move(argv),
          .environment = fixtures::daemon_environment(stage_.sandbox()),
          .directory = {},
          .log = stage_.sandbox().directory() / "client.log"};
}

void ShimContender::run_to_success(const Command& command) {
  const int code = stage_.sandbox().run(command, kPatience);
  if (code == 0) return;
  throw Error({.operation = "run",
               .subject = command.argv[0],
               .cause = "it ended with " + std::to_string(code) + "; its output ends with:\n" +
                        fixtures::last_lines(command.log),
               .remedy = {}});
}

}  // namespace plimsoll::bench
