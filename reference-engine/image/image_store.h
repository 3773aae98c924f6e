#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "containerd/client/client.h"
#include "github.com/containerd/containerd/api/services/diff/v1/diff.pb.h"
#include "github.com/containerd/containerd/api/types/descriptor.pb.h"
#include "github.com/containerd/containerd/api/types/mount.pb.h"
#include "reference-engine/image/archive.h"
#include "reference-engine/image/spool.h"

namespace plimsoll::engine {

struct Image {
  std::string id;                      // "sha256:…" of its configuration
  std::vector<std::string> repo_tags;  // familiar: "busybox:latest"
  nlohmann::json config;               // what containers of it inherit: Env, Cmd, …
  nlohmann::json document;             // the whole OCI image configuration
  std::string chain_id;                // its layers as one snapshot
  std::int64_t size = 0;               // bytes of its layers
};

// Delivers the next bytes of an upload; none at its end. They stay valid until the next call.
using Upload = std::function<boost::asio::awaitable<std::span<const std::byte>>()>;

// The engine's images. They live in containerd alone: contents, snapshots, and a record for each
// name, so that `ctr` sees the same, and containerd's collector frees what no name refers to.
//
// What is wrong with a request throws api::ApiError, what containerd refuses containerd::RpcError.
class ImageStore {
 public:
  struct Options {
    std::filesystem::path spool;  // for what comes in; cleared at the beginning
    std::string owner;  // tells this engine's snapshots from another's in the same containerd
  };
  ImageStore(containerd::Client& client, Options options);

  // Finds out which snapshotter works: overlayfs, else native.
  boost::asio::awaitable<void> open();
  [[nodiscard]] const std::string& snapshotter() const noexcept { return snapshotter_; }

  struct ImportOrder {
    std::string reference = {};             // may be empty
    std::vector<std::string> changes = {};  // "CMD [\"sh\"]", "ENV A=b", …
    std::string message = {};
  };
  boost::asio::awaitable<Image> import(Upload tar, ImportOrder order);
  boost::asio::awaitable<std::vector<Image>> load(Upload archive);

  // By name, id, or the beginning of an id. 404 `No such image: x:latest`.
  boost::asio::awaitable<Image> resolve(std::string reference);
  boost::asio::awaitable<std::vector<Image>> list();
  boost::asio::awaitable<void> tag(std::string reference, std::string name);

  struct Removed {
    std::vector<std::string> untagged;
    std::string deleted;  // an id; empty while another name keeps the image
  };
  // A name is untagged; an id with several names only by force (409).
  boost::asio::awaitable<Removed> remove(std::string reference, bool force);

  // A container's writable root filesystem.
  boost::asio::awaitable<std::vector<::containerd::types::Mount>> prepare_rootfs(
      std::string container, Image image);
  boost::asio::awaitable<std::vector<::containerd::types::Mount>> mounts_of(std::string container);
  boost::asio::awaitable<void> remove_rootfs(std::string container);
  // Those that a crash left behind: ours, and of no container that is known.
  boost::asio::awaitable<void> remove_other_rootfs(std::set<std::string> containers);

 private:
  using Descriptor = ::containerd::types::Descriptor;
  struct Named {
    std::string name;    // containerd's record
    std::string target;  // digest of the manifest
  };

  boost::asio::awaitable<SpooledBlob> spool(SpoolDirectory& directory, Upload upload);
  boost::asio::awaitable<Descriptor> put_layer(SpooledBlob layer, std::string lease);
  boost::asio::awaitable<std::string> apply(::containerd::services::diff::v1::ApplyRequest request,
                                            containerd::CallOptions options);
  boost::asio::awaitable<std::string> unpack(Descriptor layer, std::string parent,
                                             std::string lease);
  boost::asio::awaitable<Image> put_image(std::string config, std::vector<Descriptor> layers,
                                          std::vector<std::string> references, std::string lease);
  boost::asio::awaitable<void> name_manifest(std::string name, Descriptor manifest);
  boost::asio::awaitable<Image> load_one(ArchivedImage archived, std::string lease);
  boost::asio::awaitable<Image> import_layer(SpooledBlob layer, ImportOrder order,
                                             std::string lease);
  boost::asio::awaitable<std::vector<Named>> names();
  boost::asio::awaitable<Image> describe(std::string target);
  boost::asio::awaitable<std::optional<Image>> described_if_possible(Named named);
  boost::asio::awaitable<std::string> create_lease();
  boost::asio::awaitable<void> delete_lease(std::string lease);

  containerd::Client& client_;
  Options options_;
  std::string snapshotter_ = "overlayfs";
  std::map<std::string, Image, std::less<>>
      described_;  // by manifest digest, which never changes its meaning
};

}  // namespace plimsoll::engine
