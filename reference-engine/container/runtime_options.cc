#include "reference-engine/container/runtime_options.h"

#include "containerd/client/options.h"
#include "github.com/containerd/containerd/pkg/runtimeoptions/v1/api.pb.h"
#include "github.com/containerd/containerd/runtime/v2/runc/options/oci.pb.h"

namespace plimsoll::engine {
namespace {

::containerd::runc::v1::Options message_of(const runtime::RuncOptions& options) {
  ::containerd::runc::v1::Options message;
  message.set_binary_name(options.binary_name);
  message.set_root(options.root);
  message.set_systemd_cgroup(options.systemd_cgroup);
  message.set_no_pivot_root(options.no_pivot_root);
  message.set_no_new_keyring(options.no_new_keyring);
  message.set_shim_cgroup(options.shim_cgroup);
  message.set_io_uid(options.io_uid);
  message.set_io_gid(options.io_gid);
  message.set_criu_image_path(options.criu_image_path);
  message.set_criu_work_path(options.criu_work_path);
  return message;
}

::runtimeoptions::v1::Options message_of(const runtime::GenericOptions& options) {
  ::runtimeoptions::v1::Options message;
  message.set_type_url(options.type_url);
  message.set_config_path(options.config_path);
  if (!options.config_body.empty()) {
    // A field of containerd 1.7 and later; Debian 12's description of the message ends before it.
    constexpr int kConfigBody = 3;
    message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(
        kConfigBody, options.config_body);
  }
  return message;
}

}  // namespace

std::optional<google::protobuf::Any> options_for_record(const runtime::ShimRuntime& runtime) {
  if (const auto* runc = std::get_if<runtime::RuncOptions>(&runtime.options)) {
    return containerd::pack(message_of(*runc));
  }
  if (const auto* generic = std::get_if<runtime::GenericOptions>(&runtime.options)) {
    return containerd::pack(message_of(*generic));
  }
  return std::nullopt;
}

std::optional<google::protobuf::Any> options_for_task(const runtime::ShimRuntime& runtime) {
  const auto* runc = std::get_if<runtime::RuncOptions>(&runtime.options);
  if (!runc) return std::nullopt;
  // dockerd fills in the owner of the pipes here: root, where there are no user namespaces, which
  // is what the message starts with.
  return containerd::pack(message_of(*runc));
}

}  // namespace plimsoll::engine
