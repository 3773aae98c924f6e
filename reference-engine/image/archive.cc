#include "reference-engine/image/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <fstream>
#include <memory>

#include "reference-engine/json/parse.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Handle = std::unique_ptr<::archive, decltype(&::archive_read_free)>;

// Descriptions are small; larger members are layers.
constexpr std::uintmax_t kLargestDescription = 8 << 20;

std::string normal(std::string_view name) {
  return fs::path(name).lexically_normal().relative_path().string();
}

// libarchive has no name for one that the locale cannot spell.
std::string name_of(::archive_entry* entry) {
  const char* name = ::archive_entry_pathname(entry);
  if (name == nullptr) name = ::archive_entry_pathname_utf8(entry);
  return name == nullptr ? std::string() : name;
}

// The members of an archive by name, links followed.
class Members {
 public:
  Members(const fs::path& tar, SpoolDirectory& spool) {
    const Handle handle(::archive_read_new(), &::archive_read_free);
    ::archive_read_support_filter_all(handle.get());
    ::archive_read_support_format_tar(handle.get());
    if (::archive_read_open_filename(handle.get(), tar.c_str(), 64 * 1024) != ARCHIVE_OK)
      fail(handle);
    ::archive_entry* entry = nullptr;
    for (;;) {
      const int result = ::archive_read_next_header(handle.get(), &entry);
      if (result == ARCHIVE_EOF) break;
      if (result < ARCHIVE_WARN) fail(handle);
      take(handle, entry, spool);
    }
  }

  [[nodiscard]] const SpooledBlob& at(const std::string& name) const {
    std::string wanted = normal(name);
    for (int hops = 0; hops < 8; ++hops) {
      if (const auto found = blobs_.find(wanted); found != blobs_.end()) return found->second;
      const auto link = links_.find(wanted);
      if (link == links_.end()) break;
      wanted = link->second;
    }
    throw InvalidArchive{"the archive has no " + name};
  }

  [[nodiscard]] bool has(const std::string& name) const { return blobs_.contains(name); }

  [[nodiscard]] std::string text(const std::string& name) const {
    const SpooledBlob& blob = at(name);
    if (static_cast<std::uintmax_t>(blob.size) > kLargestDescription)
      throw InvalidArchive{name + " is too large"};
    std::ifstream file(blob.path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  [[nodiscard]] json document(const std::string& name) const {
    auto parsed = parse_json(text(name));
    if (!parsed) throw InvalidArchive{name + " is not JSON"};
    return std::move(*parsed);
  }

 private:
  [[noreturn]] static void fail(const Handle& handle) {
    const char* why = ::archive_error_string(handle.get());
    throw InvalidArchive{"the archive cannot be read: " +
                         std::string(why != nullptr ? why : "it is no tar")};
  }

  void take(const Handle& handle, ::archive_entry* entry, SpoolDirectory& spool) {
    const std::string name = normal(name_of(entry));
    if (const char* target = ::archive_entry_hardlink(entry)) {
      links_[name] = normal(target);
    } else if (const char* symbolic = ::archive_entry_symlink(entry)) {
      links_[name] = normal((fs::path(name).parent_path() / symbolic).string());
    } else if (::archive_entry_filetype(entry) == AE_IFREG) {
      blobs_.insert_or_assign(name, spooled(handle, spool));
    }
  }

  static SpooledBlob spooled(const Handle& handle, SpoolDirectory& spool) {
    SpoolWriter writer(spool.next_file());
    std::vector<std::byte> piece(256 * 1024);
    for (;;) {
      const auto count = ::archive_read_data(handle.get(), piece.data(), piece.size());
      if (count < 0) fail(handle);
      if (count == 0) return writer.finish();
      writer.write(std::span(piece).first(static_cast<std::size_t>(count)));
    }
  }

  std::map<std::string, SpooledBlob> blobs_;
  std::map<std::string, std::string> links_;
};

std::vector<ArchivedImage> read_docker_archive(const Members& members) {
  std::vector<ArchivedImage> images;
  for (const auto& entry : members.document("manifest.json")) {
    ArchivedImage image{.config = members.text(entry.at("Config").get<std::string>()),
                        .layers = {},
                        .references = {}};
    for (const auto& layer : entry.at("Layers"))
      image.layers.push_back(members.at(layer.get<std::string>()));
    if (entry.contains("RepoTags") && entry["RepoTags"].is_array())
      image.references = entry["RepoTags"];
    images.push_back(std::move(image));
  }
  return images;
}

std::string blob_name(const json& descriptor) {
  std::string digest = descriptor.at("digest");
  const auto colon = digest.find(':');
  if (colon == std::string::npos) throw InvalidArchive{"invalid digest " + digest};
  return "blobs/" + digest.substr(0, colon) + "/" + digest.substr(colon + 1);
}

std::vector<ArchivedImage> read_oci_layout(const Members& members) {
  std::vector<ArchivedImage> images;
  const json index = members.document("index.json");
  for (const auto& descriptor : index.at("manifests")) {
    const json manifest = members.document(blob_name(descriptor));
    if (!manifest.contains("layers")) continue;  // an index within the index
    ArchivedImage image{
        .config = members.text(blob_name(manifest.at("config"))), .layers = {}, .references = {}};
    for (const auto& layer : manifest["layers"])
      image.layers.push_back(members.at(blob_name(layer)));
    const json annotations = descriptor.value("annotations", json::object());
    if (annotations.contains("io.containerd.image.name"))
      image.references = {annotations["io.containerd.image.name"]};
    images.push_back(std::move(image));
  }
  return images;
}

}  // namespace

std::variant<std::vector<ArchivedImage>, InvalidArchive> read_archive(const fs::path& tar,
                                                                      SpoolDirectory& spool) {
  try {
    const Members members(tar, spool);
    if (members.has("manifest.json")) return read_docker_archive(members);
    if (members.has("index.json")) return read_oci_layout(members);
    return InvalidArchive{
        "the archive has neither manifest.json nor index.json: it is no saved image"};
  } catch (const InvalidArchive& invalid) {
    return invalid;
  } catch (const json::exception& error) {
    return InvalidArchive{std::string("the archive's description is malformed: ") + error.what()};
  }
}

}  // namespace plimsoll::engine
