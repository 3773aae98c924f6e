#pragma once

#include <functional>
#include <string_view>

#include "reference-engine/api/router.h"
#include "reference-engine/events/events.h"
#include "reference-engine/image/image_store.h"

namespace plimsoll::engine::api {

struct ImageParts {
  ImageStore& images;
  EventBus& events;
  std::function<bool(std::string_view image_id)> in_use;  // by a container
};

// /images/…: bringing them in, looking at them, removing them. There is no registry behind this
// engine.
void add_image_endpoints(Router& router, ImageParts parts);

}  // namespace plimsoll::engine::api
