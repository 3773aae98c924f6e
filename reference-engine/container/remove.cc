#include <spdlog/spdlog.h>

#include <csignal>
#include <system_error>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/service.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace {

using api::ApiError;
using boost::beast::http::status;

}  // namespace

asio::awaitable<void> ContainerService::remove(ContainerRef container, RemoveOrder order) {
  State& state = container->record.state;
  if (state.removing) {
    throw ApiError(status::conflict,
                   "removal of container " + container->id() + " is already in progress");
  }
  const Request request = order.force ? Request::forced_remove : Request::remove;
  if (const auto found = objection(container->status(), request, container->subject())) {
    throw ApiError(status::conflict, found->message);
  }
  state.removing = true;
  std::exception_ptr failure;
  try {
    if (has_a_task(container->status())) co_await kill(container, SIGKILL);
  } catch (const ApiError&) {
    if (has_a_task(container->status())) failure = std::current_exception();
  } catch (...) {
    failure = std::current_exception();
  }
  const auto turn = co_await container->turns.take();
  state.removing = false;
  if (failure) std::rethrow_exception(failure);
  if (!container->removed) co_await remove_rest(container, order);
}

// Whoever calls this has the container's turn, and the container has no task.
asio::awaitable<void> ContainerService::remove_rest(ContainerRef container, RemoveOrder order) {
  container->record.state.removing = true;
  std::exception_ptr failure;
  try {
    co_await parts_.images.remove_rootfs(container->id());
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    container->record.state.removing = false;
    happened(*container, Happening::removal_failed);
    std::rethrow_exception(failure);
  }
  if (order.volumes) {
    for (const MountPoint& point : container->record.mounts) {
      // A volume nobody named is this container's own.
      if (point.type != MountPoint::Type::volume || point.volume.size() != 64) continue;
      std::error_code ignored;
      fs::remove_all(fs::path(point.source).parent_path(), ignored);
    }
  }
  store_.remove(container->id());
  if (container->io) container->io->abandon();
  for (const auto& [id, exec] : container->execs) execs_.erase(id);
  register_.remove(container);
  container->removed = true;
  container->changed.notify_all();
  publish(*container, "destroy");
}

}  // namespace plimsoll::engine
