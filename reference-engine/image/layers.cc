// How a layer comes in: put into containerd's content store, and unpacked into a snapshot. A lease
// keeps what nothing refers to yet from containerd's collector.
#include <array>
#include <fstream>

#include "containerd/client/content.h"
#include "github.com/containerd/containerd/api/services/diff/v1/diff.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/leases/v1/leases.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/snapshots/v1/snapshots.grpc.pb.h"
#include "reference-engine/api/api_error.h"
#include "reference-engine/image/digest.h"
#include "reference-engine/image/image_store.h"
#include "reference-engine/image/random_name.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine {
namespace {

namespace asio = boost::asio;
namespace snapshots = ::containerd::services::snapshots::v1;
namespace diff = ::containerd::services::diff::v1;
namespace leases = ::containerd::services::leases::v1;
using api::ApiError;
using boost::beast::http::status;
using containerd::CallOptions;
using containerd::ContentWrite;
using containerd::RpcError;
using diff::Diff;
using leases::Leases;
using snapshots::Snapshots;
using Descriptor = ::containerd::types::Descriptor;

constexpr const char* kLayerType = "application/vnd.oci.image.layer.v1.tar";
constexpr auto kUnpackTime = std::chrono::minutes(10);

// By its first bytes: archives say nothing reliable about the compression of their layers.
std::string layer_type(const std::filesystem::path& path) {
  std::array<char, 4> magic{};
  std::ifstream(path, std::ios::binary).read(magic.data(), magic.size());
  const std::string_view bytes(magic.data(), magic.size());
  if (bytes.starts_with("\x1f\x8b")) return std::string(kLayerType) + "+gzip";
  if (bytes.starts_with("\x28\xb5\x2f\xfd")) return std::string(kLayerType) + "+zstd";
  return kLayerType;
}

// Reads a spooled blob piece by piece.
class BlobReader {
 public:
  explicit BlobReader(const std::filesystem::path& path) : file_(path, std::ios::binary) {}

  std::span<const std::byte> next() {
    file_.read(reinterpret_cast<char*>(piece_.data()), static_cast<std::streamsize>(piece_.size()));
    return std::span(piece_).first(static_cast<std::size_t>(file_.gcount()));
  }

 private:
  std::ifstream file_;
  std::vector<std::byte> piece_ = std::vector<std::byte>(1 << 20);
};

}  // namespace

asio::awaitable<std::string> ImageStore::create_lease() {
  leases::CreateRequest request;
  request.set_id("plimsoll-" + random_name());
  (*request.mutable_labels())["containerd.io/gc.expire"] = rfc3339_nano(now() + kUnpackTime * 6);
  const auto response = co_await client_.call<Leases>(&Leases::Stub::PrepareAsyncCreate, request);
  co_return response.lease().id();
}

asio::awaitable<void> ImageStore::delete_lease(std::string lease) {
  leases::DeleteRequest request;
  request.set_id(lease);
  try {
    co_await client_.call<Leases>(&Leases::Stub::PrepareAsyncDelete, request);
  } catch (const RpcError&) {
    // It expires.
  }
}

asio::awaitable<Descriptor> ImageStore::put_layer(SpooledBlob layer, std::string lease) {
  BlobReader reader(layer.path);
  containerd::ContentSource source = [&reader]() -> asio::awaitable<std::span<const std::byte>> {
    co_return reader.next();
  };
  ContentWrite write{.reference = "layer-" + layer.digest + random_name(),
                     .digest = layer.digest,
                     .size = layer.size,
                     .labels = {},
                     .lease = lease};
  co_await containerd::write_content(client_, std::move(write), source);
  Descriptor descriptor;
  descriptor.set_media_type(layer_type(layer.path));
  descriptor.set_digest(layer.digest);
  descriptor.set_size(layer.size);
  co_return descriptor;
}

// Returns the diff id. containerd has no class for a layer that is no tar, nor for a full disk.
asio::awaitable<std::string> ImageStore::apply(diff::ApplyRequest request, CallOptions options) {
  std::string why;
  try {
    const auto applied =
        co_await client_.call<Diff>(&Diff::Stub::PrepareAsyncApply, request, options);
    co_return applied.applied().digest();
  } catch (const RpcError& error) {
    const bool of_the_host = error.message().find("no space left") != std::string::npos;
    if (error.code() != grpc::StatusCode::UNKNOWN || of_the_host) throw;
    why = error.message();
  }
  throw ApiError(status::bad_request,
                 "layer " + request.diff().digest() + " cannot be unpacked: " + why);
}

// Unpacks a layer over its parent, and returns its diff id.
asio::awaitable<std::string> ImageStore::unpack(Descriptor layer, std::string parent,
                                                std::string lease) {
  const std::string key = "unpack-" + random_name();
  snapshots::PrepareSnapshotRequest prepare;
  prepare.set_snapshotter(snapshotter_);
  prepare.set_key(key);
  prepare.set_parent(parent);
  const CallOptions options{
      .deadline = kUnpackTime, .subject = "layer " + layer.digest(), .lease = lease};
  const auto prepared =
      co_await client_.call<Snapshots>(&Snapshots::Stub::PrepareAsyncPrepare, prepare, options);

  std::exception_ptr failure;
  try {
    diff::ApplyRequest apply;
    *apply.mutable_diff() = layer;
    *apply.mutable_mounts() = prepared.mounts();
    const std::string diff_id = co_await this->apply(std::move(apply), options);
    snapshots::CommitSnapshotRequest commit;
    commit.set_snapshotter(snapshotter_);
    commit.set_key(key);
    commit.set_name(chain_id(parent, diff_id));
    try {
      co_await client_.call<Snapshots>(&Snapshots::Stub::PrepareAsyncCommit, commit, options);
      co_return diff_id;
    } catch (const RpcError& error) {
      if (error.code() != grpc::StatusCode::ALREADY_EXISTS) throw;
    }
    co_await remove_rootfs(key);
    co_return diff_id;
  } catch (...) {
    failure = std::current_exception();
  }
  co_await remove_rootfs(key);
  std::rethrow_exception(failure);
}

}  // namespace plimsoll::engine
