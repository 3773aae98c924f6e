#include "reference-engine/image/image_store.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "containerd/client/content.h"
#include "github.com/containerd/containerd/api/services/images/v1/images.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/snapshots/v1/snapshots.grpc.pb.h"
#include "reference-engine/api/api_error.h"
#include "reference-engine/image/digest.h"
#include "reference-engine/image/reference.h"

namespace plimsoll::engine {
namespace {

namespace asio = boost::asio;
namespace images = ::containerd::services::images::v1;
namespace snapshots = ::containerd::services::snapshots::v1;
using api::ApiError;
using boost::beast::http::status;
using containerd::RpcError;
using images::Images;
using nlohmann::json;
using snapshots::Snapshots;

// Images that lost their last name to another keep this one, as dockerd's do (moby
// v25.0.17:daemon/containerd/image.go).
constexpr std::string_view kUntagged = "moby-dangling@";

std::string missing(std::string_view reference) {
  const auto full = full_reference(reference);
  if (reference.starts_with("sha256:") || !full) return "No such image: " + std::string(reference);
  return "No such image: " + familiar_reference(*full);
}

std::string hexadecimal(std::string_view id) {
  if (id.starts_with("sha256:")) id.remove_prefix(7);
  return std::string(id);
}

// The one image whose id begins so; nothing for none. Throws for several.
std::optional<Image> by_id(const std::vector<Image>& all, std::string_view beginning) {
  std::optional<Image> found;
  for (const auto& image : all) {
    if (!hexadecimal(image.id).starts_with(hexadecimal(beginning))) continue;
    if (found) throw ApiError(status::bad_request, "ambiguous image id: " + std::string(beginning));
    found = image;
  }
  return found;
}

}  // namespace

ImageStore::ImageStore(containerd::Client& client, Options options)
    : client_(client), options_(std::move(options)) {
  std::error_code ignored;
  std::filesystem::remove_all(options_.spool, ignored);
}

asio::awaitable<void> ImageStore::open() {
  snapshots::StatSnapshotRequest request;
  request.set_snapshotter(snapshotter_);
  request.set_key("plimsoll-is-it-there");
  try {
    co_await client_.call<Snapshots>(&Snapshots::Stub::PrepareAsyncStat, request);
  } catch (const RpcError& error) {
    if (error.code() == grpc::StatusCode::NOT_FOUND) co_return;
    if (error.code() == grpc::StatusCode::UNAVAILABLE) throw;
    spdlog::warn("overlayfs cannot be used, so images are copied for each container: {}",
                 error.message());
    snapshotter_ = "native";
  }
}

asio::awaitable<std::vector<ImageStore::Named>> ImageStore::names() {
  const images::ListImagesRequest request;
  const auto response = co_await client_.call<Images>(&Images::Stub::PrepareAsyncList, request);
  std::vector<Named> all;
  for (const auto& image : response.images())
    all.push_back({image.name(), image.target().digest()});
  co_return all;
}

asio::awaitable<Image> ImageStore::describe(std::string target) {
  if (const auto known = described_.find(target); known != described_.end())
    co_return known->second;
  const json manifest = json::parse(co_await containerd::read_content(client_, target));
  const std::string digest = manifest.at("config").at("digest");
  Image image;
  image.id = digest;
  image.document = json::parse(co_await containerd::read_content(client_, digest));
  image.config = image.document.value("config", json::object());
  for (const auto& diff_id : image.document.at("rootfs").at("diff_ids")) {
    image.chain_id = chain_id(image.chain_id, diff_id.get<std::string>());
  }
  for (const auto& layer : manifest.at("layers"))
    image.size += layer.at("size").get<std::int64_t>();
  described_.emplace(target, image);
  co_return image;
}

// Others put images into the same namespace too: some for several platforms, some half collected.
// One of them does not hide the rest.
asio::awaitable<std::optional<Image>> ImageStore::described_if_possible(Named named) {
  std::string why;
  try {
    co_return co_await describe(named.target);
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::NOT_FOUND) throw;
    why = error.message();
  } catch (const json::exception& error) {
    why = error.what();
  }
  spdlog::debug("image {} is left out: {}", named.name, why);
  co_return std::nullopt;
}

asio::awaitable<std::vector<Image>> ImageStore::list() {
  const auto named = co_await names();
  std::map<std::string, Image> by_id;
  for (const auto& name : named) {
    const auto described = co_await described_if_possible(name);
    if (!described) continue;
    const Image& image = *described;
    Image& entry = by_id.try_emplace(image.id, image).first->second;
    if (!name.name.starts_with(kUntagged)) entry.repo_tags.push_back(familiar_reference(name.name));
  }
  std::vector<Image> all;
  for (auto& [id, image] : by_id) all.push_back(std::move(image));
  co_return all;
}

asio::awaitable<Image> ImageStore::resolve(std::string reference) {
  if (reference.empty()) throw ApiError(status::bad_request, "no image was named");
  const auto all = co_await list();
  if (const auto full = full_reference(reference)) {
    const std::string familiar = familiar_reference(*full);
    for (const auto& image : all) {
      if (std::ranges::count(image.repo_tags, familiar) > 0) co_return image;
    }
  } else if (!may_be_an_id(reference)) {
    throw ApiError(status::bad_request, "invalid reference format");
  }
  if (may_be_an_id(reference)) {
    if (auto found = by_id(all, reference)) co_return *found;
  }
  throw ApiError(status::not_found, missing(reference));
}

asio::awaitable<void> ImageStore::tag(std::string reference, std::string name) {
  const auto full = full_reference(name);
  if (!full) throw ApiError(status::bad_request, "invalid reference format");
  const Image image = co_await resolve(reference);
  const auto named = co_await names();
  for (const auto& other : named) {
    const auto candidate = co_await described_if_possible(other);
    if (!candidate || candidate->id != image.id) continue;
    images::GetImageRequest get;
    get.set_name(other.name);
    const auto record = co_await client_.call<Images>(&Images::Stub::PrepareAsyncGet, get);
    co_return co_await name_manifest(*full, record.image().target());
  }
}

asio::awaitable<ImageStore::Removed> ImageStore::remove(std::string reference, bool force) {
  const Image image = co_await resolve(reference);
  const auto named = co_await names();
  std::vector<std::string> of_image;
  for (const auto& name : named) {
    const auto candidate = co_await described_if_possible(name);
    if (candidate && candidate->id == image.id) of_image.push_back(name.name);
  }
  const auto full = full_reference(reference);
  const bool by_name = full && std::ranges::count(of_image, *full) > 0;
  if (!by_name && of_image.size() > 1 && !force) {
    throw ApiError(status::conflict,
                   "conflict: unable to delete " + hexadecimal(image.id).substr(0, 12) +
                       " (must be forced) - image is referenced in multiple repositories");
  }
  const std::vector<std::string> doomed = by_name ? std::vector{*full} : of_image;
  Removed removed;
  for (const auto& name : doomed) {
    images::DeleteImageRequest request;
    request.set_name(name);
    request.set_sync(true);  // its contents and snapshots are gone when this returns
    co_await client_.call<Images>(&Images::Stub::PrepareAsyncDelete, request);
    if (!name.starts_with(kUntagged)) removed.untagged.push_back(familiar_reference(name));
  }
  if (doomed.size() == of_image.size()) {
    removed.deleted = image.id;
    std::erase_if(described_, [&](const auto& known) { return known.second.id == image.id; });
  }
  co_return removed;
}

}  // namespace plimsoll::engine
