#include "hack/bench/contender.h"

#include <chrono>
#include <fstream>

#include "errors/error.h"
#include "fixtures/engine/dockerd.h"
#include "fixtures/engine/environment.h"
#include "fixtures/engine/reference_engine.h"
#include "fixtures/image/busybox.h"
#include "fixtures/process/await_socket.h"
#include "hack/bench/with_ctr.h"

namespace plimsoll::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using fixtures::Command;

// Debian's, whatever else is on PATH: the same client for both engines, as old as dockerd.
constexpr const char* kDebianDocker = "/usr/bin/docker";

std::unique_ptr<fixtures::Engine> start(Daemon daemon, fixtures::Sandbox& sandbox,
                                        fixtures::Containerd& containerd) {
  if (daemon == Daemon::dockerd) return fixtures::start_dockerd(sandbox, containerd, {});
  return fixtures::start_reference(sandbox, containerd, {});
}

}  // namespace

std::string to_string(Daemon daemon) { return daemon == Daemon::dockerd ? "dockerd" : "plimsolld"; }

Contender::Contender(Daemon daemon)
    : sandbox_(fixtures::Sandbox::start()),
      containerd_(fixtures::Containerd::start(*sandbox_)),
      engine_(start(daemon, *sandbox_, *containerd_)),
      client_(engine_->socket()) {}

void Contender::load_image() { fixtures::load_busybox(client_); }

void Contender::import_image_with_ctr() {
  const fs::path archive = sandbox_->directory() / "busybox.tar";
  std::ofstream file(archive, std::ios::binary);
  file << fixtures::busybox_image();
  file.close();
  if (!file) throw Error::from_errno("write", archive.string());
  run_to_success(ctr({"image", "import", archive}));
}

Command Contender::docker_run() const {
  return docker(
      {"run", "--rm", "--network", "none", std::string(fixtures::busybox_reference), "true"});
}

// ctr joins no network unless told to. The container is gone when this ends, so the name is free.
Command Contender::ctr_run() const { return ctr({"run", "--rm", kImportedImage, "round", "true"}); }

Command Contender::ctr_run_confined() const {
  return ctr({"run", "--rm", "--seccomp", kImportedImage, "round", "true"});
}

Command Contender::docker_version() const { return docker({"version"}); }

Command Contender::ctr_version() const { return ctr({"version"}); }

void Contender::run_to_success(const Command& command) {
  const int code = sandbox_->run(command, kPatience);
  if (code == 0) return;
  throw Error({.operation = "run",
               .subject = command.argv[0],
               .cause = "it ended with " + std::to_string(code) + "; its output ends with:\n" +
                        fixtures::last_lines(command.log),
               .remedy = {}});
}

Command Contender::command(std::vector<std::string> argv) const {
  Command command{.argv = std::move(argv),
                  .environment = fixtures::daemon_environment(*sandbox_),
                  .directory = {},
                  .log = sandbox_->directory() / "client.log"};
  command.environment.push_back("DOCKER_CONFIG=" + sandbox_->directory().string());
  command.environment.push_back("DOCKER_HOST=unix://" + engine_->socket().string());
  return command;
}

Command Contender::docker(std::vector<std::string> words) const {
  words.insert(words.begin(), fs::exists(kDebianDocker) ? kDebianDocker : "docker");
  return command(std::move(words));
}

Command Contender::ctr(std::vector<std::string> words) const {
  std::vector<std::string> argv = {"ctr", "--address", containerd_->socket(), "--namespace",
                                   "bench"};
  argv.insert(argv.end(), words.begin(), words.end());
  return command(std::move(argv));
}

}  // namespace plimsoll::bench
