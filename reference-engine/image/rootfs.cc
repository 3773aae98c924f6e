// A container's root file system: a snapshot on top of its image's.
#include "github.com/containerd/containerd/api/services/snapshots/v1/snapshots.grpc.pb.h"
#include "reference-engine/image/image_store.h"

namespace plimsoll::engine {
namespace {

namespace asio = boost::asio;
namespace snapshots = ::containerd::services::snapshots::v1;
using containerd::CallOptions;
using containerd::RpcError;
using snapshots::Snapshots;
using Mounts = std::vector<::containerd::types::Mount>;

constexpr const char* kOwnerLabel = "plimsoll/engine";

}  // namespace

asio::awaitable<Mounts> ImageStore::prepare_rootfs(std::string container, Image image) {
  snapshots::PrepareSnapshotRequest request;
  request.set_snapshotter(snapshotter_);
  request.set_key(container);
  request.set_parent(image.chain_id);
  // containerd has no record of a container before it is started, so nothing else keeps the
  // snapshot.
  (*request.mutable_labels())["containerd.io/gc.root"] = "plimsoll";
  (*request.mutable_labels())[kOwnerLabel] = options_.owner;
  const CallOptions options{.subject = "snapshot of container " + container};
  const auto response =
      co_await client_.call<Snapshots>(&Snapshots::Stub::PrepareAsyncPrepare, request, options);
  co_return Mounts(response.mounts().begin(), response.mounts().end());
}

asio::awaitable<Mounts> ImageStore::mounts_of(std::string container) {
  snapshots::MountsRequest request;
  request.set_snapshotter(snapshotter_);
  request.set_key(container);
  const CallOptions options{.subject = "snapshot of container " + container};
  const auto response =
      co_await client_.call<Snapshots>(&Snapshots::Stub::PrepareAsyncMounts, request, options);
  co_return Mounts(response.mounts().begin(), response.mounts().end());
}

asio::awaitable<void> ImageStore::remove_other_rootfs(std::set<std::string> containers) {
  snapshots::ListSnapshotsRequest request;
  request.set_snapshotter(snapshotter_);
  auto stream = co_await client_.subscribe<Snapshots>(&Snapshots::Stub::PrepareAsyncList, request);
  std::vector<std::string> doomed;
  while (auto some = co_await stream->next()) {
    for (const auto& info : some->info()) {
      const auto label = info.labels().find(kOwnerLabel);
      const bool ours = label != info.labels().end() && label->second == options_.owner;
      if (ours && !containers.contains(info.name())) doomed.push_back(info.name());
    }
  }
  for (const auto& key : doomed) co_await remove_rootfs(key);
}

asio::awaitable<void> ImageStore::remove_rootfs(std::string container) {
  snapshots::RemoveSnapshotRequest request;
  request.set_snapshotter(snapshotter_);
  request.set_key(container);
  const CallOptions options{.subject = "snapshot of container " + container};
  try {
    co_await client_.call<Snapshots>(&Snapshots::Stub::PrepareAsyncRemove, request, options);
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::NOT_FOUND) throw;
  }
}

}  // namespace plimsoll::engine
