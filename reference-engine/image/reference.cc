#include "reference-engine/image/reference.h"

#include <algorithm>
#include <regex>

namespace plimsoll::engine {
namespace {

constexpr std::string_view kDomain = "docker.io/";
constexpr std::string_view kLibrary = "library/";

// The grammar of distribution/reference: domain, path of small letters, tag or digest.
const std::regex& grammar() {
  static const std::regex expression(
      R"((?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]+)?/)?)"
      R"([a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)"
      R"((?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)");
  return expression;
}

bool is_domain(std::string_view part) {
  return part.find_first_of(".:") != std::string_view::npos || part == "localhost" ||
         std::ranges::any_of(part, [](unsigned char c) { return std::isupper(c) != 0; });
}

bool has_tag_or_digest(std::string_view reference) {
  return reference.find(':', reference.rfind('/') + 1) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> full_reference(std::string_view text) {
  // std::regex recurses: a name that is longer than any may be is told before.
  if (text.empty() || text.size() > 512) return std::nullopt;
  std::string full(text);
  const auto slash = full.find('/');
  if (slash == std::string::npos) {
    full.insert(0, std::string(kDomain) + std::string(kLibrary));
  } else if (!is_domain(std::string_view(full).substr(0, slash))) {
    full.insert(0, kDomain);
  }
  if (!std::regex_match(full, grammar())) return std::nullopt;
  if (!has_tag_or_digest(full)) full += ":latest";
  return full;
}

std::string familiar_reference(std::string_view full) {
  if (full.starts_with(kDomain)) {
    full.remove_prefix(kDomain.size());
    if (full.starts_with(kLibrary)) full.remove_prefix(kLibrary.size());
  }
  return std::string(full);
}

bool may_be_an_id(std::string_view text) {
  if (text.starts_with("sha256:")) text.remove_prefix(7);
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

}  // namespace plimsoll::engine
