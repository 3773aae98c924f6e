#include "reference-engine/image/test_tar.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "reference-engine/image/digest.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using Writer = std::unique_ptr<::archive, decltype(&::archive_write_free)>;
using Entry = std::unique_ptr<::archive_entry, decltype(&::archive_entry_free)>;

void add_filter(::archive* writer, TarCompression compression) {
  if (compression == TarCompression::gzip) ::archive_write_add_filter_gzip(writer);
  if (compression == TarCompression::zstd) ::archive_write_add_filter_zstd(writer);
  if (compression == TarCompression::xz) ::archive_write_add_filter_xz(writer);
}

la_ssize_t append(::archive* /*writer*/, void* text, const void* bytes, std::size_t count) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), count);
  return static_cast<la_ssize_t>(count);
}

void add(::archive* writer, const TarMember& member) {
  const Entry entry(::archive_entry_new(), &::archive_entry_free);
  ::archive_entry_set_pathname(entry.get(), member.name.c_str());
  ::archive_entry_set_perm(entry.get(), member.mode);
  ::archive_entry_set_filetype(entry.get(), member.directory ? AE_IFDIR : AE_IFREG);
  ::archive_entry_set_size(entry.get(), static_cast<la_int64_t>(member.content.size()));
  if (!member.hard_link.empty())
    ::archive_entry_set_hardlink(entry.get(), member.hard_link.c_str());
  if (!member.link.empty()) {
    ::archive_entry_set_filetype(entry.get(), AE_IFLNK);
    ::archive_entry_set_symlink(entry.get(), member.link.c_str());
  }
  if (::archive_write_header(writer, entry.get()) != ARCHIVE_OK ||
      ::archive_write_data(writer, member.content.data(), member.content.size()) < 0) {
    throw std::runtime_error(::archive_error_string(writer));
  }
}

std::string blob_path(const std::string& digest) { return "blobs/sha256/" + digest.substr(7); }

json descriptor(const std::string& blob, const std::string& type) {
  return {{"mediaType", type}, {"digest", digest_of(blob)}, {"size", blob.size()}};
}

}  // namespace

std::string tar_of(const std::vector<TarMember>& members, TarCompression compression) {
  std::string text;
  {
    const Writer writer(::archive_write_new(), &::archive_write_free);
    ::archive_write_set_format_gnutar(writer.get());
    add_filter(writer.get(), compression);
    // Go takes the zeros of a padded block for the next member of a gzip file.
    ::archive_write_set_bytes_in_last_block(writer.get(), 1);
    ::archive_write_open(writer.get(), &text, nullptr, &append, nullptr);
    for (const auto& member : members) add(writer.get(), member);
  }
  return text;
}

std::string config_of(const SavedImage& image) {
  return json{{"architecture", "amd64"},
              {"os", "linux"},
              {"created", "2026-01-02T03:04:05Z"},
              {"config", {{"Cmd", {image.command}}, {"Env", {"A=b"}}}},
              {"rootfs", {{"type", "layers"}, {"diff_ids", image.diff_ids}}}}
      .dump();
}

std::string docker_archive_of(const SavedImage& image) {
  const std::string config = config_of(image);
  json entry = {{"Config", "config.json"}, {"RepoTags", image.references}, {"Layers", {}}};
  std::vector<TarMember> members = {{.name = "config.json", .content = config}};
  for (const auto& layer : image.layers) {
    const std::string name = digest_of(layer).substr(7) + "/layer.tar";
    members.push_back({.name = name, .content = layer});
    entry["Layers"].push_back(name);
  }
  members.push_back({.name = "manifest.json", .content = json::array({entry}).dump()});
  return tar_of(members);
}

std::string oci_layout_of(const SavedImage& image) {
  const std::string config = config_of(image);
  json manifest = {{"schemaVersion", 2},
                   {"config", descriptor(config, "application/vnd.oci.image.config.v1+json")},
                   {"layers", json::array()}};
  std::vector<TarMember> members = {{.name = blob_path(digest_of(config)), .content = config}};
  for (const auto& layer : image.layers) {
    members.push_back({.name = blob_path(digest_of(layer)), .content = layer});
    manifest["layers"].push_back(descriptor(layer, "application/vnd.oci.image.layer.v1.tar"));
  }
  const std::string text = manifest.dump();
  members.push_back({.name = blob_path(digest_of(text)), .content = text});
  json named = descriptor(text, "application/vnd.oci.image.manifest.v1+json");
  if (!image.references.empty())
    named["annotations"] = {{"io.containerd.image.name", image.references[0]}};
  members.push_back({.name = "oci-layout", .content = R"({"imageLayoutVersion": "1.0.0"})"});
  members.push_back(
      {.name = "index.json",
       .content = json{{"schemaVersion", 2}, {"manifests", json::array({named})}}.dump()});
  return tar_of(members);
}

}  // namespace plimsoll::engine
