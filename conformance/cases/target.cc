#include "conformance/cases/target.h"

#include "errors/error.h"
#include "fixtures/engine/dockerd.h"
#include "fixtures/engine/reference_engine.h"

namespace plimsoll::conformance {
namespace {

constexpr std::string_view unix_scheme = "unix://";
constexpr std::string_view dockerd_at = "dockerd=";

}  // namespace

Target Target::parse(const std::string& text) {
  if (text == "reference") return {.kind = Kind::reference, .path = {}};
  if (text == "dockerd") return {.kind = Kind::dockerd, .path = "dockerd"};
  if (text.starts_with(dockerd_at)) {
    return {.kind = Kind::dockerd, .path = text.substr(dockerd_at.size())};
  }
  if (text.starts_with(unix_scheme)) {
    return {.kind = Kind::external, .path = text.substr(unix_scheme.size())};
  }
  throw Error({.operation = "understand the target",
               .subject = text,
               .cause = "it is none of reference, dockerd[=PATH], unix://PATH",
               .remedy = {}});
}

std::unique_ptr<fixtures::Engine> start(const Target& target, fixtures::Sandbox& sandbox,
                                        fixtures::Containerd& containerd,
                                        const fixtures::EngineConfiguration& configuration) {
  if (target.kind == Target::Kind::dockerd) {
    return fixtures::start_dockerd(sandbox, containerd, configuration, target.path);
  }
  return fixtures::start_reference(sandbox, containerd, configuration);
}

}  // namespace plimsoll::conformance
