#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "containerd/client/client.h"
#include "reference-engine/api/server.h"
#include "reference-engine/container/service.h"
#include "reference-engine/daemon/configuration_source.h"
#include "reference-engine/daemon/engine_rules.h"
#include "reference-engine/daemon/options.h"
#include "reference-engine/events/events.h"
#include "reference-engine/image/image_store.h"

namespace plimsoll::engine {

// Everything of the engine, wired together.
class Engine {
 public:
  Engine(boost::asio::io_context& context, const Options& options,
         ConfigurationSource& configuration, const EngineRules& rules = {});

  // Connects with containerd, adopts the containers that are there, serves, and returns after
  // SIGTERM or SIGINT.
  boost::asio::awaitable<void> run();

 private:
  boost::asio::awaitable<void> open();
  boost::asio::awaitable<void> serve_signals();
  boost::asio::awaitable<void> stay_small();
  void reload();

  const Options& options_;
  ConfigurationSource& configuration_;
  boost::asio::signal_set signals_;
  containerd::Client client_;
  EventBus events_;
  ImageStore images_;
  ContainerService containers_;
  api::Router router_;
  api::Server server_;
};

}  // namespace plimsoll::engine
