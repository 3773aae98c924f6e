#include "reference-engine/daemon/engine.h"

#include <malloc.h>
#include <spdlog/spdlog.h>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <csignal>
#include <fstream>

#include "errors/error.h"
#include "github.com/containerd/containerd/api/services/namespaces/v1/namespace.grpc.pb.h"
#include "reference-engine/api/containers.h"
#include "reference-engine/api/event_stream.h"
#include "reference-engine/api/exec.h"
#include "reference-engine/api/images.h"
#include "reference-engine/api/system.h"
#include "reference-engine/daemon/readiness.h"

namespace plimsoll::engine {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;
using ::containerd::services::namespaces::v1::CreateNamespaceRequest;
using ::containerd::services::namespaces::v1::Namespaces;

// The engine's own id stays the same for as long as its data.
std::string engine_id(const fs::path& data_root) {
  const fs::path path = data_root / "engine-id";
  std::string id;
  if (std::ifstream(path) >> id) return id;
  id = boost::uuids::to_string(boost::uuids::random_generator()());
  std::ofstream(path) << id << '\n';
  return id;
}

}  // namespace

Engine::Engine(asio::io_context& context, const Options& options,
               ConfigurationSource& configuration, const EngineRules& rules)
    : options_(options),
      configuration_(configuration),
      signals_(context, SIGTERM, SIGINT, SIGHUP),
      client_(context.get_executor(),
              {.socket = options.containerd, .containerd_namespace = options.containerd_namespace}),
      events_(context.get_executor()),
      images_(client_, {.spool = options.data_root / "tmp", .owner = options.data_root.string()}),
      containers_({.executor = context.get_executor(),
                   .client = client_,
                   .images = images_,
                   .events = events_,
                   .catalogue = [&configuration]() -> const runtime::Catalogue& {
                     return configuration.catalogue();
                   },
                   .rules = rules.containers},
                  {.data_root = options.data_root, .exec_root = options.exec_root}),
      server_(context.get_executor(), router_, rules.http) {
  fs::create_directories(options.data_root);
  fs::create_directories(options.exec_root);
  fs::permissions(options.data_root,
                  fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  api::add_system_endpoints(router_,
                            {.client = client_,
                             .containers = containers_,
                             .images = images_,
                             .configuration = [&configuration]() -> const runtime::Configuration& {
                               return configuration.configuration();
                             },
                             .data_root = options.data_root.string(),
                             .id = engine_id(options.data_root),
                             .live_restore = options.live_restore,
                             .info_of_runtimes = rules.info_of_runtimes});
  api::add_event_endpoint(router_, events_);
  api::add_image_endpoints(
      router_, {.images = images_, .events = events_, .in_use = [this](std::string_view id) {
                  return containers_.uses_image(id);
                }});
  api::add_container_endpoints(router_, containers_, rules.verbs);
  api::add_container_stream_endpoints(router_, containers_);
  api::add_exec_endpoints(router_, containers_, rules.verbs);
  rules.add_more_endpoints(router_, containers_);
}

asio::awaitable<void> Engine::open() {
  // As long as dockerd waits for its containerd; one that starts together with the engine is there
  // much sooner.
  co_await client_.wait_ready(15s);
  CreateNamespaceRequest request;
  request.mutable_namespace_()->set_name(options_.containerd_namespace);
  try {
    co_await client_.call<Namespaces>(&Namespaces::Stub::PrepareAsyncCreate, request);
  } catch (const containerd::RpcError& error) {
    if (error.code() != grpc::StatusCode::ALREADY_EXISTS) throw;
  }
  co_await images_.open();
  co_await containers_.load();
  server_.listen(options_.socket, options_.group);
  spdlog::info("API listen on {}", options_.socket.string());
  tell_starter("READY=1");
}

asio::awaitable<void> Engine::run() {
  co_await open();
  co_await (serve_signals() || stay_small());
  tell_starter("STOPPING=1");
  server_.stop();
  if (!options_.live_restore) co_await containers_.shut_down();
}

asio::awaitable<void> Engine::serve_signals() {
  for (;;) {
    const int signal = co_await signals_.async_wait(asio::use_awaitable);
    if (signal != SIGHUP) {
      spdlog::info("ending: {}", signal == SIGTERM ? "SIGTERM" : "SIGINT");
      co_return;
    }
    tell_starter("RELOADING=1");
    reload();
    tell_starter("READY=1");
  }
}

// What many containers at once have needed is not kept for ever: a while after the last event, free
// memory goes back to the system.
asio::awaitable<void> Engine::stay_small() {
  const auto events = events_.subscribe();
  asio::steady_timer quiet(co_await asio::this_coro::executor);
  for (;;) {
    co_await events->next();
    bool is_quiet = false;
    while (!is_quiet) {
      quiet.expires_after(1s);
      const auto first = co_await (events->next() || quiet.async_wait(asio::use_awaitable));
      is_quiet = first.index() == 1;
    }
    ::malloc_trim(0);
  }
}

void Engine::reload() {
  try {
    configuration_.reload();
  } catch (const std::exception& error) {
    spdlog::error("the configuration stays as it was: {}", error.what());
    return;
  }
  const auto& configuration = configuration_.configuration();
  std::string runtimes;
  for (const auto& [name, runtime] : configuration.runtimes()) {
    const auto* path = std::get_if<runtime::PathRuntime>(&runtime);
    runtimes += (runtimes.empty() ? "" : " ") + name + ":" + (path != nullptr ? path->path : "");
  }
  events_.publish(
      {.type = "daemon",
       .action = "reload",
       .actor = engine_id(options_.data_root),
       .attributes = {{"default-runtime", configuration.default_runtime}, {"runtimes", runtimes}}});
  spdlog::info("configuration reloaded: default runtime {}, runtimes [{}]",
               configuration.default_runtime, runtimes);
}

}  // namespace plimsoll::engine
