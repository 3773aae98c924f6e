#pragma once

#include "reference-engine/api/container_verbs.h"
#include "reference-engine/api/router.h"
#include "reference-engine/container/service.h"

namespace plimsoll::engine::api {

// /containers/...: creating, looking at, running and removing them.
void add_container_endpoints(Router& router, ContainerService& containers,
                             const ContainerVerbs& verbs = {});

// /containers/{id}/attach and /containers/{id}/logs: what flows in and out of them.
void add_container_stream_endpoints(Router& router, ContainerService& containers);

}  // namespace plimsoll::engine::api
