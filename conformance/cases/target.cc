#include "conformance/cases/target.h"

#include "errors/error.h"
#include "fixtures/engine/dockerd.h"
#include "fixtures/engine/podman.h"
#include "fixtures/engine/reference_engine.h"

namespace plimsoll::conformance {
namespace {

constexpr std::string_view unix_scheme = "unix://";
constexpr std::string_view dockerd_at = "dockerd=";
constexpr std::string_view with_defect = "defect=";
constexpr std::string_view podman_at = "podman=";

}  // namespace

Target Target::parse(const std::string& text) {
  if (text == "reference") return {.kind = Kind::reference};
  if (text.starts_with(with_defect)) {
    return {.kind = Kind::defective, .defect = text.substr(with_defect.size())};
  }
  if (text == "dockerd") return {.kind = Kind::dockerd, .path = "dockerd"};
  if (text.starts_with(dockerd_at)) {
    return {.kind = Kind::dockerd, .path = text.substr(dockerd_at.size())};
  }
  if (text == "podman") return {.kind = Kind::podman, .path = "podman"};
  if (text.starts_with(podman_at)) {
    return {.kind = Kind::podman, .path = text.substr(podman_at.size())};
  }
  if (text.starts_with(unix_scheme)) {
    return {.kind = Kind::external, .path = text.substr(unix_scheme.size())};
  }
  throw Error({.operation = "understand the target",
               .subject = text,
               .cause = "it is none of reference, dockerd[=PATH], podman[=PATH], unix://PATH",
               .remedy = {}});
}

std::unique_ptr<fixtures::Engine> start(const Target& target, fixtures::Sandbox& sandbox,
                                        fixtures::Containerd& containerd,
                                        const fixtures::EngineConfiguration& configuration) {
  if (target.kind == Target::Kind::dockerd) {
    return fixtures::start_dockerd(sandbox, containerd, configuration, target.path);
  }
  if (target.kind == Target::Kind::defective) {
    return fixtures::start_defective(sandbox, containerd, configuration, target.defect);
  }
  if (target.kind == Target::Kind::podman) {
    return fixtures::start_podman(sandbox, configuration, target.path);
  }
  return fixtures::start_reference(sandbox, containerd, configuration);
}

}  // namespace plimsoll::conformance
