#include "containerd/client/private_containerd.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <vector>

#include "errors/error.h"
#include "github.com/containerd/containerd/api/services/content/v1/content.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/leases/v1/leases.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/namespaces/v1/namespace.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/snapshots/v1/snapshots.grpc.pb.h"

namespace plimsoll::containerd {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using ::containerd::services::content::v1::Content;
using ::containerd::services::leases::v1::Leases;
using ::containerd::services::namespaces::v1::Namespaces;
using ::containerd::services::snapshots::v1::Snapshots;

fs::path new_directory() {
  std::string pattern = fs::temp_directory_path() / "plimsoll-images.XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw Error::from_errno("create", pattern);
  return pattern;
}

}  // namespace

PrivateContainerd::PrivateContainerd(Options options)
    : directory_(new_directory()),
      client_(context_.get_executor(),
              {.socket = directory_ / "c.sock", .containerd_namespace = "moby"}) {
  prepare(options);
  start();
  wait_for(make_ready());
}

PrivateContainerd::~PrivateContainerd() {
  kill();
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

void PrivateContainerd::kill() {
  if (pid_ <= 0) return;  // -1 would be every process there is
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void PrivateContainerd::prepare(Options options) const {
  // The plug-ins left out need what a test has not, or write outside of their directories.
  std::string disabled = R"("io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt")";
  if (options.without_overlayfs) disabled += R"(, "io.containerd.snapshotter.v1.overlayfs")";
  const fs::path data = directory_ / "data";
  fs::create_directory(data);
  std::ofstream(directory_ / "config.toml")
      << "version = 2\ndisabled_plugins = [" << disabled << "]\nroot = " << data / "root"
      << "\nstate = " << data / "state" << '\n';
}

void PrivateContainerd::start() {
  // containerd ends with this process, and the mount namespace with containerd.
  const std::string script =
      "mount -t tmpfs tmpfs \"$0/data\" && mkdir \"$0/data/tmp\" && "
      "TMPDIR=\"$0/data/tmp\" exec containerd --config \"$0/config.toml\" "
      "--address \"$0/c.sock\" --log-level error";
  std::vector<std::string> words = {"setpriv", "--pdeathsig", "KILL", "unshare", "--mount",
                                    "sh",      "-c",          script, directory_};
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  if (posix_spawnp(&pid_, argv[0], nullptr, nullptr, argv.data(), environ) != 0)
    throw Error::from_errno("start", words[0]);
}

asio::awaitable<void> PrivateContainerd::make_ready() {
  co_await client_.wait_ready(std::chrono::seconds(20));
  ::containerd::services::namespaces::v1::CreateNamespaceRequest request;
  request.mutable_namespace_()->set_name(client_.options().containerd_namespace);
  co_await client_.call<Namespaces>(&Namespaces::Stub::PrepareAsyncCreate, request);
}

asio::awaitable<std::set<std::string>> PrivateContainerd::list_contents() {
  const ::containerd::services::content::v1::ListContentRequest request;
  auto stream = co_await client_.subscribe<Content>(&Content::Stub::PrepareAsyncList, request);
  std::set<std::string> digests;
  while (auto some = co_await stream->next()) {
    for (const auto& info : some->info()) digests.insert(info.digest());
  }
  co_return digests;
}

asio::awaitable<std::set<std::string>> PrivateContainerd::list_snapshots(std::string snapshotter) {
  ::containerd::services::snapshots::v1::ListSnapshotsRequest request;
  request.set_snapshotter(snapshotter);
  auto stream = co_await client_.subscribe<Snapshots>(&Snapshots::Stub::PrepareAsyncList, request);
  std::set<std::string> keys;
  while (auto some = co_await stream->next()) {
    for (const auto& info : some->info()) keys.insert(info.name());
  }
  co_return keys;
}

asio::awaitable<std::set<std::string>> PrivateContainerd::list_leases() {
  const ::containerd::services::leases::v1::ListRequest request;
  const auto response = co_await client_.call<Leases>(&Leases::Stub::PrepareAsyncList, request);
  std::set<std::string> ids;
  for (const auto& lease : response.leases()) ids.insert(lease.id());
  co_return ids;
}

std::set<std::string> PrivateContainerd::contents() { return wait_for(list_contents()); }

std::set<std::string> PrivateContainerd::snapshots(const std::string& snapshotter) {
  return wait_for(list_snapshots(snapshotter));
}

std::set<std::string> PrivateContainerd::leases() { return wait_for(list_leases()); }

}  // namespace plimsoll::containerd
