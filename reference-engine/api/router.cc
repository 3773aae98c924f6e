#include "reference-engine/api/router.h"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <optional>
#include <span>

#include "reference-engine/api/query.h"

namespace plimsoll::engine::api {
namespace {

using Parameters = std::map<std::string, std::string, std::less<>>;

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> parts;
  if (path.starts_with('/')) path.remove_prefix(1);
  boost::algorithm::split(parts, path, boost::algorithm::is_any_of("/"));
  return parts;
}

bool is_parameter(std::string_view part) { return part.starts_with('{'); }
bool takes_several(std::string_view part) { return part.ends_with("...}"); }

std::string name_of(std::string_view part) {
  part.remove_prefix(1);
  part.remove_suffix(takes_several(part) ? 4 : 1);
  return std::string(part);
}

std::optional<Parameters> match(std::span<const std::string> pattern,
                                std::span<const std::string> path) {
  if (pattern.empty()) return path.empty() ? std::optional<Parameters>(Parameters{}) : std::nullopt;
  if (path.empty() || path.front().empty()) return std::nullopt;
  const std::string& part = pattern.front();
  if (!is_parameter(part)) {
    if (part != path.front()) return std::nullopt;
    return match(pattern.subspan(1), path.subspan(1));
  }
  std::string value = percent_decoded(path.front());
  const std::size_t most = takes_several(part) ? path.size() : 1;
  for (std::size_t taken = 1; taken <= most; ++taken) {
    if (auto rest = match(pattern.subspan(1), path.subspan(taken))) {
      rest->insert_or_assign(name_of(part), value);
      return rest;
    }
    if (taken < path.size()) value += "/" + percent_decoded(path[taken]);
  }
  return std::nullopt;
}

}  // namespace

void Router::add(http::verb method, std::string_view pattern, Handler handler) {
  routes_.push_back({method, segments(pattern), std::move(handler)});
}

Router::Match Router::find(http::verb method, std::string_view path) const {
  const auto parts = segments(path);
  Match result;
  for (const auto& route : routes_) {
    auto parameters = match(route.pattern, parts);
    if (!parameters) continue;
    result.path_known = true;
    if (route.method != method) continue;
    result.handler = &route.handler;
    result.parameters = std::move(*parameters);
    break;
  }
  return result;
}

}  // namespace plimsoll::engine::api
