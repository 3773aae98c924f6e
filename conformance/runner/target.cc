#include "conformance/runner/target.h"

#include <optional>
#include <string_view>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view unix_scheme = "unix://";
constexpr std::string_view on_containerd = "+containerd";

[[noreturn]] void refuse(const std::string& text, const std::string& cause) {
  throw Error(
      {.operation = "understand the target", .subject = text, .cause = cause, .remedy = {}});
}

bool names_release(std::string_view text) {
  constexpr const char* letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

// What follows the engine's or containerd's name.
struct Which {
  fs::path path;        // "=/usr/sbin/dockerd"
  std::string release;  // "@trixie"
};

std::optional<Which> which(std::string_view text) {
  if (text.empty()) return Which{};
  if (text.size() > 1 && text.front() == '=') return Which{.path = text.substr(1), .release = {}};
  if (text.front() != '@' || !names_release(text.substr(1))) return std::nullopt;
  return Which{.path = {}, .release = std::string(text.substr(1))};
}

// "dockerd@trixie" begins with dockerd, "dockerds" does not.
std::optional<Which> which(std::string_view text, std::string_view name) {
  return text.starts_with(name) ? which(text.substr(name.size())) : std::nullopt;
}

}  // namespace

Target Target::parse(const std::string& text) {
  if (text.starts_with(unix_scheme) && text.size() > unix_scheme.size()) {
    return {.kind = Kind::external, .path = text.substr(unix_scheme.size())};
  }
  const auto plus = text.find(on_containerd);
  const std::string engine = text.substr(0, plus);
  Target target;
  if (const auto dockerd = which(engine, "dockerd")) {
    target.kind = Kind::dockerd;
    target.path = dockerd->path.empty() ? "dockerd" : dockerd->path;
    target.release = dockerd->release;
  } else if (const auto podman = which(engine, "podman")) {
    target.kind = Kind::podman;
    target.path = podman->path.empty() ? "podman" : podman->path;
    target.release = podman->release;
  } else if (const auto defective = which(engine, "defect");
             defective && !defective->path.empty()) {
    target.kind = Kind::defective;
    target.defect = defective->path;
  } else if (engine.starts_with("dockerd") || engine.starts_with("podman")) {
    refuse(text, "after the engine's name comes nothing, its path (=PATH) or a release (@RELEASE)");
  } else if (engine != "reference") {
    refuse(text,
           "it is none of reference, dockerd[=PATH|@RELEASE], podman[=PATH|@RELEASE], "
           "unix://PATH");
  }
  if (plus == std::string::npos) return target;
  const auto containerd = which(std::string_view(text).substr(plus), on_containerd);
  if (!target.has_containerd()) refuse(text, "podman has no containerd");
  if (!containerd || (containerd->path.empty() && containerd->release.empty())) {
    refuse(text, "after +containerd comes @RELEASE or =PATH");
  }
  target.containerd_release = containerd->release;
  target.containerd = containerd->path;
  return target;
}

}  // namespace plimsoll::conformance
