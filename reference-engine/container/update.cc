#include "reference-engine/api/api_error.h"
#include "reference-engine/container/host_config_rules.h"
#include "reference-engine/container/service.h"
#include "reference-engine/container/update_request.h"

namespace plimsoll::engine {
namespace {

using api::ApiError;
using boost::beast::http::status;

}  // namespace

// Neither running nor stopped is the runtime looked at: a container whose runtime is gone can still
// be told not to come back.
boost::asio::awaitable<void> ContainerService::update(ContainerRef container,
                                                      UpdateRequest request) {
  const auto turn = co_await container->turns.take();
  if (container->removed) {
    throw ApiError(status::not_found, "No such container: " + container->id());
  }
  if (request.touches_resources && has_a_task(container->status())) {
    throw ApiError(status::bad_request,
                   "the resources of a running container cannot be changed by this engine");
  }
  nlohmann::json changed = container->record.host_config;
  changed.update(request.host_config);
  if (const auto why = why_unacceptable(changed)) throw ApiError(status::bad_request, *why);
  container->record.host_config = std::move(changed);
  save(*container);
  publish(*container, "update");
}

}  // namespace plimsoll::engine
