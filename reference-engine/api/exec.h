#pragma once

#include "reference-engine/api/container_verbs.h"
#include "reference-engine/api/router.h"
#include "reference-engine/container/service.h"

namespace plimsoll::engine::api {

// /containers/{id}/exec and /exec/{id}/...
void add_exec_endpoints(Router& router, ContainerService& containers,
                        const ContainerVerbs& verbs = {});

}  // namespace plimsoll::engine::api
