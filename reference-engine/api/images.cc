#include "reference-engine/api/images.h"

#include <array>
#include <memory>

#include "reference-engine/api/api_error.h"
#include "reference-engine/image/reference.h"
#include "reference-engine/json/filters.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using http::status;
using http::verb;
using nlohmann::json;

// The body of a request, piece by piece.
Upload body_of(Exchange& exchange) {
  const auto buffer = std::make_shared<std::array<std::byte, 256 * 1024>>();
  return [&exchange, buffer]() -> awaitable<std::span<const std::byte>> {
    const std::size_t count = co_await exchange.read_some(asio::buffer(*buffer));
    co_return std::span<const std::byte>(*buffer).first(count);
  };
}

std::int64_t created_of(const Image& image) {
  const auto time = parse_rfc3339(image.document.value("created", ""));
  return time ? std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count()
              : 0;
}

json listed(const Image& image) {
  const bool labelled = image.config.contains("Labels") && image.config["Labels"].is_object();
  return {{"Id", image.id},
          {"ParentId", ""},
          {"RepoTags", image.repo_tags},
          {"RepoDigests", json::array()},
          {"Created", created_of(image)},
          {"Size", image.size},
          {"VirtualSize", image.size},
          {"SharedSize", -1},
          {"Containers", -1},
          {"Labels", labelled ? image.config["Labels"] : json(nullptr)}};
}

json described(const Image& image, const std::string& snapshotter) {
  return {{"Id", image.id},
          {"RepoTags", image.repo_tags},
          {"RepoDigests", json::array()},
          {"Parent", ""},
          {"Comment", ""},
          {"Created", image.document.value("created", "")},
          {"Author", image.document.value("author", "")},
          {"Config", image.config},
          {"Architecture", image.document.value("architecture", "")},
          {"Os", image.document.value("os", "")},
          {"Size", image.size},
          {"VirtualSize", image.size},
          {"GraphDriver", {{"Name", snapshotter}, {"Data", nullptr}}},
          {"RootFS", {{"Type", "layers"}, {"Layers", image.document["rootfs"]["diff_ids"]}}},
          {"Metadata", {{"LastTagTime", "0001-01-01T00:00:00Z"}}}};
}

void happened(const ImageParts& parts, std::string action, const Image& image,
              const std::string& name) {
  parts.events.publish({.type = "image",
                        .action = std::move(action),
                        .actor = image.id,
                        .attributes = {{"name", name}}});
}

const std::vector<std::string>* values_of(const Filters& filters, std::string_view name) {
  const auto found = filters.find(name);
  return found == filters.end() ? nullptr : &found->second;
}

// Images without a name are told from others by `dangling`; those with one show the names asked
// for.
bool keep_wanted(Image& image, const Filters& filters) {
  if (const auto* dangling = values_of(filters, "dangling")) {
    const std::string& asked = dangling->front();
    if ((asked == "true" || asked == "1") != image.repo_tags.empty()) return false;
  }
  const auto* patterns = values_of(filters, "reference");
  if (patterns == nullptr) return true;
  std::erase_if(image.repo_tags, [&](const std::string& tag) {
    return std::ranges::none_of(
        *patterns, [&](const auto& pattern) { return matches_familiar(pattern, tag); });
  });
  return !image.repo_tags.empty();
}

awaitable<void> list(Exchange& exchange, ImageParts parts) {
  const auto filters = parse_filters(exchange.query("filters").value_or(""));
  if (!filters) throw ApiError(status::bad_request, "invalid filter");
  auto all = co_await parts.images.list();
  json rows = json::array();
  for (auto& image : all) {
    if (keep_wanted(image, *filters)) rows.push_back(listed(image));
  }
  co_await exchange.reply(status::ok, rows);
}

awaitable<void> inspect(Exchange& exchange, ImageParts parts) {
  const Image image = co_await parts.images.resolve(exchange.path_parameter("name"));
  const json shown = described(image, parts.images.snapshotter());
  co_await exchange.reply(status::ok, shown);
}

awaitable<void> load(Exchange& exchange, ImageParts parts) {
  const auto loaded = co_await parts.images.load(body_of(exchange));
  std::string lines;
  for (const auto& image : loaded) {
    const std::string what = image.repo_tags.empty() ? "Loaded image ID: " + image.id
                                                     : "Loaded image: " + image.repo_tags[0];
    lines += json{{"stream", what + "\n"}}.dump() + "\r\n";
    happened(parts, "load", image, image.id);
  }
  co_await exchange.begin_stream(status::ok, "application/json");
  co_await exchange.write(asio::buffer(lines));
  co_await exchange.end_stream();
}

awaitable<void> create(Exchange& exchange, ImageParts parts) {
  const std::string source = exchange.query("fromSrc").value_or("");
  if (source != "-") {
    const std::string image = exchange.query("fromImage").value_or(source);
    throw ApiError(status::not_found,
                   "cannot pull " + image +
                       ": this engine speaks to no registry; bring the image in with "
                       "`docker load` or `docker import -`");
  }
  ImageStore::ImportOrder order{.reference = exchange.query("repo").value_or(""),
                                .changes = exchange.all_of_query("changes"),
                                .message = exchange.query("message").value_or("Imported from -")};
  const std::string tag = exchange.query("tag").value_or("");
  if (!tag.empty() && !order.reference.empty()) order.reference += ":" + tag;
  const Image image = co_await parts.images.import(body_of(exchange), order);
  happened(parts, "import", image, image.id);
  const std::string line = json{{"status", image.id}}.dump() + "\r\n";
  co_await exchange.begin_stream(status::ok, "application/json");
  co_await exchange.write(asio::buffer(line));
  co_await exchange.end_stream();
}

awaitable<void> tag(Exchange& exchange, ImageParts parts) {
  std::string name = exchange.query("repo").value_or("");
  if (const auto tag = exchange.query("tag"); tag && !tag->empty()) name += ":" + *tag;
  co_await parts.images.tag(exchange.path_parameter("name"), name);
  co_await exchange.reply(status::created);
}

awaitable<void> remove(Exchange& exchange, ImageParts parts) {
  const std::string name = exchange.path_parameter("name");
  const bool force = exchange.flag("force");
  const Image image = co_await parts.images.resolve(name);
  if (parts.in_use(image.id) && !force) {
    throw ApiError(status::conflict,
                   "conflict: unable to remove repository reference \"" + name +
                       "\" (must force) - a container is using its referenced image " +
                       image.id.substr(7, 12));
  }
  const auto removed = co_await parts.images.remove(name, force);
  json rows = json::array();
  for (const auto& untagged : removed.untagged) rows.push_back({{"Untagged", untagged}});
  if (!removed.deleted.empty()) rows.push_back({{"Deleted", removed.deleted}});
  happened(parts, removed.deleted.empty() ? "untag" : "delete", image, image.id);
  co_await exchange.reply(status::ok, rows);
}

}  // namespace

void add_image_endpoints(Router& router, ImageParts parts) {
  using Endpoint = awaitable<void> (*)(Exchange&, ImageParts);
  const auto add = [&](verb method, const char* pattern, Endpoint endpoint) {
    router.add(method, pattern,
               [endpoint, parts](Exchange& exchange) { return endpoint(exchange, parts); });
  };
  add(verb::get, "/images/json", list);
  add(verb::post, "/images/load", load);
  add(verb::post, "/images/create", create);
  add(verb::get, "/images/{name...}/json", inspect);
  add(verb::post, "/images/{name...}/tag", tag);
  add(verb::delete_, "/images/{name...}", remove);
}

}  // namespace plimsoll::engine::api
