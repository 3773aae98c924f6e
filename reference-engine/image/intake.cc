// How images come in: spooled, their layers unpacked, and named.

#include "containerd/client/content.h"
#include "github.com/containerd/containerd/api/services/images/v1/images.grpc.pb.h"
#include "reference-engine/api/api_error.h"
#include "reference-engine/image/changes.h"
#include "reference-engine/image/digest.h"
#include "reference-engine/image/image_document.h"
#include "reference-engine/image/image_store.h"
#include "reference-engine/image/random_name.h"
#include "reference-engine/image/reference.h"
#include "reference-engine/json/parse.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine {
namespace {

namespace asio = boost::asio;
namespace images = ::containerd::services::images::v1;
using api::ApiError;
using boost::beast::http::status;
using containerd::ContentWrite;
using containerd::RpcError;
using images::Images;
using nlohmann::json;
using Descriptor = ::containerd::types::Descriptor;

constexpr const char* kManifestType = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* kConfigType = "application/vnd.oci.image.config.v1+json";

Descriptor descriptor_of(std::string type, std::string digest, std::int64_t size) {
  Descriptor descriptor;
  descriptor.set_media_type(std::move(type));
  descriptor.set_digest(std::move(digest));
  descriptor.set_size(size);
  return descriptor;
}

json as_json(const Descriptor& descriptor) {
  return {{"mediaType", descriptor.media_type()},
          {"digest", descriptor.digest()},
          {"size", descriptor.size()}};
}

// What keeps blobs and snapshots from containerd's collector: each refers to what it needs.
std::map<std::string, std::string> manifest_labels(const Descriptor& config,
                                                   const std::vector<Descriptor>& layers) {
  std::map<std::string, std::string> labels = {
      {"containerd.io/gc.ref.content.config", config.digest()}};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    labels["containerd.io/gc.ref.content.l." + std::to_string(i)] = layers[i].digest();
  }
  return labels;
}

json import_document(const std::string& diff_id, const ImageStore::ImportOrder& order) {
  json config = json::object();
  if (const auto wrong = apply_changes(config, order.changes))
    throw ApiError(status::bad_request, *wrong);
  json document = {
      {"architecture", "amd64"},
      {"os", "linux"},
      {"created", rfc3339_nano(now())},
      {"config", std::move(config)},
      {"rootfs", {{"type", "layers"}, {"diff_ids", json::array({diff_id})}}},
      {"history", json::array({{{"created", rfc3339_nano(now())}, {"comment", order.message}}})}};
  if (const auto why = why_malformed(document)) throw ApiError(status::bad_request, *why);
  return document;
}

}  // namespace

asio::awaitable<SpooledBlob> ImageStore::spool(SpoolDirectory& directory, Upload upload) {
  SpoolWriter writer(directory.next_file());
  for (;;) {
    const auto piece = co_await upload();
    if (piece.empty()) co_return writer.finish();
    writer.write(piece);
  }
}

asio::awaitable<void> ImageStore::name_manifest(std::string name, Descriptor manifest) {
  images::CreateImageRequest create;
  create.mutable_image()->set_name(name);
  *create.mutable_image()->mutable_target() = manifest;
  try {
    co_await client_.call<Images>(&Images::Stub::PrepareAsyncCreate, create);
    co_return;
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::ALREADY_EXISTS) throw;
  }
  images::UpdateImageRequest update;
  *update.mutable_image() = create.image();
  co_await client_.call<Images>(&Images::Stub::PrepareAsyncUpdate, update);
}

asio::awaitable<Image> ImageStore::put_image(std::string config, std::vector<Descriptor> layers,
                                             std::vector<std::string> references,
                                             std::string lease) {
  const json document = json::parse(config);
  std::string chain;
  for (const auto& diff_id : document.at("rootfs").at("diff_ids"))
    chain = chain_id(chain, diff_id.get<std::string>());
  const auto config_descriptor =
      descriptor_of(kConfigType, digest_of(config), static_cast<std::int64_t>(config.size()));
  ContentWrite config_write{.reference = "config-" + random_name(),
                            .digest = config_descriptor.digest(),
                            .size = config_descriptor.size(),
                            .labels = {{"containerd.io/gc.ref.snapshot." + snapshotter_, chain}},
                            .lease = lease};
  co_await containerd::write_content(client_, std::move(config_write), config);

  json manifest = {{"schemaVersion", 2},
                   {"mediaType", kManifestType},
                   {"config", as_json(config_descriptor)},
                   {"layers", json::array()}};
  for (const auto& layer : layers) manifest["layers"].push_back(as_json(layer));
  const std::string text = manifest.dump();
  const auto descriptor =
      descriptor_of(kManifestType, digest_of(text), static_cast<std::int64_t>(text.size()));
  ContentWrite manifest_write{.reference = "manifest-" + random_name(),
                              .digest = descriptor.digest(),
                              .size = descriptor.size(),
                              .labels = manifest_labels(config_descriptor, layers),
                              .lease = lease};
  co_await containerd::write_content(client_, std::move(manifest_write), text);

  if (references.empty()) references.push_back("moby-dangling@" + config_descriptor.digest());
  for (const auto& reference : references) co_await name_manifest(reference, descriptor);
  Image image = co_await describe(descriptor.digest());
  for (const auto& reference : references) image.repo_tags.push_back(familiar_reference(reference));
  co_return image;
}

asio::awaitable<Image> ImageStore::load_one(ArchivedImage archived, std::string lease) {
  const json document = parse_json(archived.config).value_or(json());
  if (const auto why = why_malformed(document)) throw ApiError(status::bad_request, *why);
  const json& diff_ids = document["rootfs"]["diff_ids"];
  if (diff_ids.size() != archived.layers.size()) {
    throw ApiError(status::bad_request,
                   "the image's configuration names " + std::to_string(diff_ids.size()) +
                       " layers, the archive has " + std::to_string(archived.layers.size()));
  }
  std::vector<std::string> references;
  for (const auto& reference : archived.references) {
    const auto full = full_reference(reference);
    if (!full) throw ApiError(status::bad_request, "invalid reference format: " + reference);
    references.push_back(*full);
  }
  std::vector<Descriptor> layers;
  std::string chain;
  for (std::size_t i = 0; i < archived.layers.size(); ++i) {
    Descriptor layer = co_await put_layer(archived.layers[i], lease);
    const std::string diff_id = co_await unpack(layer, chain, lease);
    if (diff_ids[i] != diff_id) {
      throw ApiError(status::bad_request, "layer " + std::to_string(i) + " is " + diff_id +
                                              ", but the image's configuration says " +
                                              diff_ids[i].dump());
    }
    chain = chain_id(chain, diff_id);
    layers.push_back(std::move(layer));
  }
  co_return co_await put_image(archived.config, layers, references, lease);
}

asio::awaitable<std::vector<Image>> ImageStore::load(Upload upload) {
  SpoolDirectory directory(options_.spool);
  const SpooledBlob tar = co_await spool(directory, std::move(upload));
  auto archive = read_archive(tar.path, directory);
  if (const auto* invalid = std::get_if<InvalidArchive>(&archive))
    throw ApiError(status::bad_request, invalid->message);
  const std::string lease = co_await create_lease();
  std::vector<Image> loaded;
  std::exception_ptr failure;
  try {
    for (auto& archived : std::get<std::vector<ArchivedImage>>(archive)) {
      loaded.push_back(co_await load_one(std::move(archived), lease));
    }
  } catch (...) {
    failure = std::current_exception();
  }
  co_await delete_lease(lease);
  if (failure) std::rethrow_exception(failure);
  co_return loaded;
}

asio::awaitable<Image> ImageStore::import_layer(SpooledBlob layer, ImportOrder order,
                                                std::string lease) {
  std::vector<std::string> references;
  if (!order.reference.empty()) {
    const auto full = full_reference(order.reference);
    if (!full) throw ApiError(status::bad_request, "invalid reference format");
    references.push_back(*full);
  }
  const Descriptor descriptor = co_await put_layer(std::move(layer), lease);
  const std::string diff_id = co_await unpack(descriptor, "", lease);
  const std::string config = import_document(diff_id, order).dump();
  const std::vector<Descriptor> layers = {descriptor};
  co_return co_await put_image(config, layers, references, lease);
}

asio::awaitable<Image> ImageStore::import(Upload tar, ImportOrder order) {
  SpoolDirectory directory(options_.spool);
  SpooledBlob layer = co_await spool(directory, std::move(tar));
  const std::string lease = co_await create_lease();
  std::exception_ptr failure;
  Image image;
  try {
    image = co_await import_layer(std::move(layer), std::move(order), lease);
  } catch (...) {
    failure = std::current_exception();
  }
  co_await delete_lease(lease);
  if (failure) std::rethrow_exception(failure);
  co_return image;
}

}  // namespace plimsoll::engine
