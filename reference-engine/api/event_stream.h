#pragma once

#include "reference-engine/api/router.h"
#include "reference-engine/events/events.h"

namespace plimsoll::engine::api {

// GET /events: what happens, as it happens, one JSON object a line.
void add_event_endpoint(Router& router, EventBus& bus);

}  // namespace plimsoll::engine::api
