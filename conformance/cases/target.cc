#include "conformance/cases/target.h"

#include "fixtures/engine/dockerd.h"
#include "fixtures/engine/podman.h"
#include "fixtures/engine/reference_engine.h"
#include "fixtures/process/program_path.h"
#include "fixtures/sysroot/sysroot.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

// Where files of another root are seen in a sandbox.
const fs::path shown = "/run/plimsoll/containerd";

}  // namespace

fixtures::Sandbox::Options sandbox_for(const Target& target) {
  fixtures::Sandbox::Options options;
  if (!target.release.empty()) options.root = fixtures::sysroot(target.release).path;
  if (!target.containerd.empty()) {
    options.shown.push_back({.source = target.containerd, .at = shown / "containerd"});
  }
  if (target.containerd_release.empty()) return options;
  // By themselves: its runc would need its libc.
  const fs::path root = fixtures::sysroot(target.containerd_release).path;
  for (const fs::path name : {"containerd", "containerd-shim-runc-v2"}) {
    options.shown.push_back({.source = root / fixtures::find_program_in(root, name).relative_path(),
                             .at = shown / name});
  }
  return options;
}

fixtures::Containerd::Options containerd_for(const Target& target) {
  if (target.containerd.empty() && target.containerd_release.empty()) return {};
  return {.binary = shown / "containerd", .path = {shown}};
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
