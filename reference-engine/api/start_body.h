#pragma once

#include <boost/asio/awaitable.hpp>

#include "reference-engine/api/exchange.h"
#include "reference-engine/container/service.h"

namespace plimsoll::engine::api {

// Old clients sent a HostConfig with the start, runtime and all; what a container is was said when
// it was created. "{}" and "null" of some that still do are let pass
// (moby v28.5.2:api/server/router/container/container_routes.go postContainersStart).
boost::asio::awaitable<void> refuse_start_body(Exchange& exchange, ContainerService& containers);

}  // namespace plimsoll::engine::api
