#include "conformance/cases/options_seen.h"

#include "containerd/client/options.h"
#include "github.com/containerd/containerd/pkg/runtimeoptions/v1/api.pb.h"
#include "github.com/containerd/containerd/runtime/v2/runc/options/oci.pb.h"

namespace plimsoll::conformance {

std::optional<RuntimeOptionsSeen> options_seen_in(const google::protobuf::Any& any) {
  if (any.type_url().empty()) return std::nullopt;
  RuntimeOptionsSeen seen{.type = std::string(containerd::type_name(any)), .bytes = any.value()};
  if (::containerd::runc::v1::Options options; containerd::unpack(any, options)) {
    seen.binary_name = options.binary_name();
    seen.root = options.root();
    seen.systemd_cgroup = options.systemd_cgroup();
  }
  if (::runtimeoptions::v1::Options options; containerd::unpack(any, options)) {
    seen.config_path = options.config_path();
  }
  return seen;
}

}  // namespace plimsoll::conformance
