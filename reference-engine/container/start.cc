#include <spdlog/spdlog.h>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/kernel_interface.h"
#include "reference-engine/container/rootfs_file.h"
#include "reference-engine/container/service.h"
#include "reference-engine/container/settings.h"
#include "reference-engine/container/start_failure.h"
#include "reference-engine/oci/spec.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace {

using api::ApiError;
using boost::beast::http::status;
using containerd::RpcError;

bool is_gone(const RpcError& error) { return error.code() == grpc::StatusCode::UNAVAILABLE; }

// -v makes the host's directory, as it always has; volumes are there since create.
void make_missing_sources(const std::vector<MountPoint>& mounts) {
  for (const MountPoint& point : mounts) {
    if (point.type == MountPoint::Type::tmpfs) continue;
    std::error_code failed;
    if (!fs::exists(point.source, failed) && !point.source_must_exist) {
      fs::create_directories(point.source, failed);
    }
    if (failed) {
      throw Error({.operation = "error while creating mount source path",
                   .subject = "'" + point.source + "'",
                   .cause = failed.message(),
                   .remedy = {}});
    }
  }
}

struct Failure {
  std::string message;
  bool containerd_is_gone = false;
};

Failure understood(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const RpcError& error) {
    return {.message = without_error_class(error.message()), .containerd_is_gone = is_gone(error)};
  } catch (const std::exception& error) {
    return {.message = error.what()};
  }
}

}  // namespace

// The runtime is decided anew: the configuration may have changed since create. A refusal leaves
// the container as it was (moby v28.5.2:daemon/start.go:71).
asio::awaitable<bool> ContainerService::start(ContainerRef container) {
  const auto turn = co_await container->turns.take();
  if (container->removed)
    throw ApiError(status::not_found, "No such container: " + container->id());
  if (const auto found = objection(container->status(), Request::start, container->subject())) {
    if (found->nothing_to_do) co_return false;
    throw ApiError(status::conflict, found->message);
  }
  if (container->record.state.removing) {
    throw ApiError(status::conflict, "container is marked for removal and cannot be started");
  }
  const runtime::ShimRuntime shim =
      select_runtime(parts_.rules.decide_at_start, container->record.runtime()).runtime;
  container->record.restart_count = 0;
  container->last_pause = {};
  co_await run(container, shim);
  co_return true;
}

asio::awaitable<void> ContainerService::run(ContainerRef container, runtime::ShimRuntime shim) {
  std::exception_ptr thrown;
  try {
    co_await run_task(container, shim);
    co_return;
  } catch (...) {
    thrown = std::current_exception();
  }
  const Failure failure = understood(thrown);
  co_await clean_up_failed_start(container, failure.message);
  if (failure.containerd_is_gone) std::rethrow_exception(thrown);
  const auto judged = parts_.rules.judge_start_failure(failure.message);
  throw ApiError(static_cast<boost::beast::http::status>(judged.http_status), failure.message);
}

// The steps of dockerd's containerStart, and the words it puts before containerd's
// (moby v28.5.2:daemon/start.go:198-260).
asio::awaitable<void> ContainerService::run_task(ContainerRef container,
                                                 runtime::ShimRuntime shim) {
  make_missing_sources(container->record.mounts);
  const auto spec = co_await spec_of(container);
  container->process = spec.at("process");
  const auto io = io_of(container);
  io->open();

  const std::string id = container->id();
  Tasks::NewContainer record;
  record.id = id;
  record.runtime = shim;
  record.bundle = bundle_of(id);
  record.spec = spec;
  co_await tasks_.create_container(record);

  Tasks::NewTask task;
  task.id = id;
  task.runtime = shim;
  task.rootfs = container->rootfs;
  task.io = io;
  const ProcessId process{.container = id};
  const char* step = "failed to create task for container: ";
  std::exception_ptr gone;
  std::string message;
  try {
    co_await tasks_.create(task);
    io->process_is_there();
    step = "failed to start task for container: ";
    container->record.state.pid = co_await tasks_.start(process);
  } catch (const RpcError& error) {
    if (is_gone(error)) gone = std::current_exception();
    message = step + without_error_class(error.message());
  }
  if (gone) std::rethrow_exception(gone);
  if (!message.empty()) {
    throw ApiError(boost::beast::http::status::internal_server_error, message);
  }

  State& state = container->record.state;
  state.error.clear();
  state.restarting = false;
  state.exit_code = 0;
  state.started = now();
  container->record.stopped_by_hand = false;
  happened(*container, Happening::started);
  publish(*container, "start");
  watch(container);
}

// Nothing is left in containerd; the failure is recorded; a container that was to be removed at its
// end has ended (moby v28.5.2:daemon/start.go:107).
asio::awaitable<void> ContainerService::clean_up_failed_start(ContainerRef container,
                                                              std::string message) {
  State& state = container->record.state;
  state.error = message;
  state.exit_code = parts_.rules.judge_start_failure(message).exit_code;
  state.pid = 0;
  const ProcessId process{.container = container->id()};
  try {
    co_await tasks_.remove(process);
  } catch (const RpcError&) {
    // Most often there is no task to remove.
  }
  try {
    co_await tasks_.delete_container(container->id());
  } catch (const RpcError& error) {
    spdlog::warn("{}", error.what());
  }
  if (container->io) container->io->abandon();
  container->io.reset();
  std::error_code ignored;
  fs::remove_all(bundle_of(container->id()), ignored);
  happened(*container, Happening::start_failed);
  if (container->record.auto_remove()) {
    const RemoveOrder order{.force = true, .volumes = true};
    co_await remove_rest(container, order);
  }
}

asio::awaitable<nlohmann::json> ContainerService::spec_of(ContainerRef container) {
  if (container->rootfs.empty()) {
    container->rootfs = co_await parts_.images.mounts_of(container->id());
  }
  Environment around;
  around.directory = store_.directory_of(container->id());
  around.passwd = read_from_rootfs(container->rootfs, "etc/passwd");
  around.group = read_from_rootfs(container->rootfs, "etc/group");
  around.capabilities = own_capabilities();
  around.kernel_has_x32 = may_have_x32();
  if (container->record.host_config.value("Privileged", false)) {
    around.host_devices = devices_of_host();
  }
  const auto settings = settings_for(container->record, around);
  if (const auto* bad = std::get_if<InvalidSettings>(&settings)) {
    throw ApiError(status::internal_server_error, bad->message);
  }
  co_return oci::spec(std::get<oci::ContainerSettings>(settings));
}

}  // namespace plimsoll::engine
