#pragma once

#include <functional>
#include <string>

#include "containerd/client/client.h"
#include "reference-engine/api/router.h"
#include "reference-engine/api/runtime_listing.h"
#include "reference-engine/container/service.h"
#include "reference-engine/image/image_store.h"
#include "reference-engine/runtime/configuration.h"

namespace plimsoll::engine::api {

struct SystemParts {
  containerd::Client& client;
  ContainerService& containers;
  ImageStore& images;
  std::function<const runtime::Configuration&()> configuration;
  std::string data_root;
  std::string id;
  bool live_restore = false;
  std::function<nlohmann::json(const runtime::Configuration&)> info_of_runtimes =
      api::info_of_runtimes;
};

// /_ping, /version, /info, and the lists a client asks for on its way: networks, volumes.
void add_system_endpoints(Router& router, SystemParts parts);

}  // namespace plimsoll::engine::api
