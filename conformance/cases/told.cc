#include "conformance/cases/told.h"

#include "conformance/cases/options_seen.h"

namespace plimsoll::conformance {
namespace {

using fixtures::shim::Document;
using fixtures::shim::Invocation;
using fixtures::shim::Options;
using ShimRequest = fixtures::shim::Request;

std::optional<RuntimeOptionsSeen> seen_in(const std::optional<Options>& options) {
  return options ? options_seen_in(options->any) : std::nullopt;
}

// containerd runs the binary in the bundle (containerd v1.6.20:runtime/v2/shim/util.go:48).
ToldToShim start_in(const Invocation& start) {
  return {.step = start.action,
          .executable = start.executable,
          .containerd_namespace = start.flag("-namespace"),
          .container = start.flag("-id"),
          .bundle = start.directory,
          .options = seen_in(start.options)};
}

// containerd does not have to name the namespace in a request (1.6.20 does not): the shim serves
// but the one it was started in. The bundle is named for it.
std::string namespace_of(const ShimRequest& create, const std::filesystem::path& bundle) {
  return create.containerd_namespace.empty() ? bundle.parent_path().filename().string()
                                             : create.containerd_namespace;
}

ToldToShim create_in(const ShimRequest& create) {
  const std::filesystem::path bundle = create.bundle();
  return {.step = create.method,
          .executable = {},
          .containerd_namespace = namespace_of(create, bundle),
          .container = create.id(),
          .bundle = bundle,
          .options = seen_in(create.options)};
}

}  // namespace

std::vector<ToldToShim> told_in(const fixtures::shim::Testimony& testimony) {
  std::vector<ToldToShim> told;
  for (const Document& document : testimony.documents) {
    if (const auto* one = std::get_if<Invocation>(&document.entry); one != nullptr) {
      if (one->action == "start") told.push_back(start_in(*one));
    } else if (const auto& request = std::get<ShimRequest>(document.entry);
               request.method == "Create") {
      told.push_back(create_in(request));
    }
  }
  return told;
}

}  // namespace plimsoll::conformance
