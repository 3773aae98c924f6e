#include "reference-engine/image/reference.h"

#include <fnmatch.h>

#include <algorithm>

namespace plimsoll::engine {
namespace {

constexpr std::string_view kDefaultDomain = "docker.io";
constexpr std::string_view kOldDefaultDomain = "index.docker.io";
constexpr std::string_view kLibrary = "library/";
constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestTag = 128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return (c >= 'a' && c <= 'z') || is_digit(c); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_small(c) || is_capital(c); }
bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

// "a", "a.b", "a_b", "a__b", "a--b": runs of small letters with one separator between them.
bool is_path_component(std::string_view text) {
  const auto separator = [](std::string_view rest) -> std::size_t {
    if (rest.starts_with("__")) return 2;
    if (rest.starts_with('_') || rest.starts_with('.')) return 1;
    return std::min(rest.find_first_not_of('-'), rest.size());
  };
  if (text.empty() || !is_small(text[0])) return false;
  while (!text.empty()) {
    const auto run = std::ranges::find_if_not(text, is_small) - text.begin();
    text.remove_prefix(static_cast<std::size_t>(run));
    if (text.empty()) return true;
    const std::size_t length = separator(text);
    text.remove_prefix(length);
    if (length == 0 || text.empty() || !is_small(text[0])) return false;
  }
  return true;
}

template <class Valid>
bool every_part(std::string_view text, char separator, Valid valid) {
  for (;;) {
    const auto end = text.find(separator);
    if (!valid(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_domain_component(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
  const auto colon = text.find(':');
  const std::string_view port = colon == text.npos ? "0" : text.substr(colon + 1);
  return !port.empty() && std::ranges::all_of(port, is_digit) &&
         every_part(text.substr(0, colon), '.', is_domain_component);
}

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= kLongestTag && text[0] != '.' && text[0] != '-' &&
         std::ranges::all_of(
             text, [](char c) { return is_letter(c) || c == '_' || c == '.' || c == '-'; });
}

bool is_digest(std::string_view text) {
  return text.size() == 7 + 64 && text.starts_with("sha256:") &&
         std::ranges::all_of(text.substr(7), is_hexadecimal);
}

// What precedes the first slash is a domain only where it looks like one; "a/b" is on the default
// one.
bool looks_like_a_domain(std::string_view text) {
  return text.find_first_of(".:") != text.npos || text == "localhost" ||
         std::ranges::any_of(text, is_capital);
}

// Domain and the rest.
std::pair<std::string, std::string> split_domain(std::string_view text) {
  const auto slash = text.find('/');
  std::string domain(kDefaultDomain);
  if (slash != text.npos && looks_like_a_domain(text.substr(0, slash))) {
    domain = text.substr(0, slash);
    text.remove_prefix(slash + 1);
  }
  if (domain == kOldDefaultDomain) domain = kDefaultDomain;
  std::string rest(text);
  if (domain == kDefaultDomain && text.find('/') == text.npos) rest.insert(0, kLibrary);
  return {domain, rest};
}

}  // namespace

std::string Reference::full() const {
  std::string text = domain + "/" + path;
  if (!tag.empty()) text += ":" + tag;
  if (!digest.empty()) text += "@" + digest;
  return text;
}

std::string Reference::familiar() const { return familiar_reference(full()); }

std::string Reference::familiar_name() const { return familiar_reference(domain + "/" + path); }

std::variant<Reference, InvalidReference> parse_reference(std::string_view text) {
  const InvalidReference invalid{"invalid reference format"};
  // Otherwise "rmi 4f2a…" could not tell an id from a name.
  if (text.size() == 64 && std::ranges::all_of(text, is_hexadecimal)) {
    return InvalidReference{"invalid repository name (" + std::string(text) +
                            "), cannot specify 64-byte hexadecimal strings"};
  }
  Reference reference;
  auto [domain, rest] = split_domain(text);
  if (const auto at = rest.find('@'); at != rest.npos) {
    reference.digest = rest.substr(at + 1);
    rest.resize(at);
    if (!is_digest(reference.digest)) return invalid;
  }
  if (const auto colon = rest.find(':'); colon != rest.npos) {
    reference.tag = rest.substr(colon + 1);
    rest.resize(colon);
    if (!is_tag(reference.tag)) return invalid;
  }
  reference.domain = std::move(domain);
  reference.path = std::move(rest);
  if (std::ranges::any_of(reference.path, is_capital)) {
    return InvalidReference{invalid.message + ": repository name (" + reference.path +
                            ") must be lowercase"};
  }
  if (!is_domain(reference.domain) || !every_part(reference.path, '/', is_path_component))
    return invalid;
  if (reference.path.size() > kLongestName) {
    return InvalidReference{"repository name must not be more than " +
                            std::to_string(kLongestName) + " characters"};
  }
  if (reference.tag.empty() && reference.digest.empty()) reference.tag = "latest";
  return reference;
}

std::optional<std::string> full_reference(std::string_view text) {
  const auto parsed = parse_reference(text);
  if (const auto* reference = std::get_if<Reference>(&parsed)) return reference->full();
  return std::nullopt;
}

std::string familiar_reference(std::string_view full) {
  if (full.starts_with("docker.io/")) {
    full.remove_prefix(kDefaultDomain.size() + 1);
    // "docker.io/library/a/b" stays apart from "docker.io/a/b".
    const std::string_view bare = full.substr(full.starts_with(kLibrary) ? kLibrary.size() : 0);
    if (bare.find('/') == bare.npos) full = bare;
  }
  return std::string(full);
}

bool matches_familiar(const std::string& pattern, const std::string& familiar) {
  const auto matches = [&](const std::string& text) {
    return ::fnmatch(pattern.c_str(), text.c_str(), FNM_PATHNAME) == 0;
  };
  const auto parsed = parse_reference(familiar);
  const auto* reference = std::get_if<Reference>(&parsed);
  return matches(familiar) || (reference != nullptr && matches(reference->familiar_name()));
}

bool may_be_an_id(std::string_view text) {
  if (text.starts_with("sha256:")) text.remove_prefix(7);
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, is_hexadecimal);
}

}  // namespace plimsoll::engine
