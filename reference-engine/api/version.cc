#include "reference-engine/api/version.h"

#include <charconv>

namespace plimsoll::engine::api {
namespace {

// "v1.41" -> 1.41
std::optional<ApiVersion> version_of(std::string_view segment) {
  if (!segment.starts_with('v')) return std::nullopt;
  segment.remove_prefix(1);
  const char* const end = segment.data() + segment.size();
  ApiVersion version{0, 0};
  const auto major = std::from_chars(segment.data(), end, version.major);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, version.minor);
  if (minor.ec != std::errc() || minor.ptr != end) return std::nullopt;
  return version;
}

}  // namespace

std::string to_string(ApiVersion version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

Target parse_target(std::string_view text) {
  Target target;
  if (const auto question = text.find('?'); question != std::string_view::npos) {
    target.query = text.substr(question + 1);
    text = text.substr(0, question);
  }
  const auto end = text.find('/', 1);
  if (end != std::string_view::npos && text.starts_with('/')) {
    if (const auto version = version_of(text.substr(1, end - 1))) {
      target.version = *version;
      text = text.substr(end);
    }
  }
  target.path = text;
  return target;
}

std::optional<std::string> objection(ApiVersion version) {
  if (version < kOldest) {
    return "client version " + to_string(version) +
           " is too old. Minimum supported API version is " + to_string(kOldest) +
           ", please upgrade your client to a newer version";
  }
  if (version > kNewest) {
    return "client version " + to_string(version) +
           " is too new. Maximum supported API version is " + to_string(kNewest);
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine::api
