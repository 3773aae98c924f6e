#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <set>

#include "reference-engine/container/service.h"

namespace plimsoll::engine {
namespace asio = boost::asio;

asio::awaitable<void> ContainerService::load() {
  auto loaded = store_.load();
  for (const auto& why : loaded.unreadable)
    spdlog::warn("a container's record is left out: {}", why);
  for (Record& record : loaded.records) {
    if (!register_.hold_name(record.name, record.id)) continue;
    const auto container = std::make_shared<Container>(parts_.executor, std::move(record));
    if (container->record.host_config["LogConfig"]["Type"] == "json-file") {
      container->log = std::make_shared<LogFile>(
          parts_.executor, store_.directory_of(container->id()) / (container->id() + "-json.log"));
    }
    register_.add(container);
  }
  co_await clear_away();
  for (const auto& container : register_.all()) {
    try {
      co_await adopt(container);
    } catch (const std::exception& error) {
      spdlog::error("container {}: {}", container->id(), error.what());
    }
  }
  for (const auto& container : register_.all()) co_await bring_back_at_boot(container);
}

// What an engine that was killed has left: a task whose start nobody was told of, a snapshot of a
// container that never came to be, pipes.
asio::awaitable<void> ContainerService::clear_away() {
  std::set<std::string> known;
  std::set<std::string> running;
  for (const auto& container : register_.all()) {
    known.insert(container->id());
    if (has_a_task(container->status())) running.insert(container->id());
  }
  const auto bundles = bundle_of("x").parent_path();
  const auto there = co_await tasks_.containers_below(bundles);
  for (const auto& id : there) {
    if (running.contains(id)) continue;
    spdlog::warn("container {} is taken out of containerd: no start of it was completed", id);
    co_await tasks_.destroy(id);
  }
  co_await parts_.images.remove_other_rootfs(known);
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(bundles, failed)) {
    if (!running.contains(entry.path().filename().string()))
      std::filesystem::remove_all(entry.path(), failed);
  }
}

// What the record says is compared with what containerd knows; the runtime is not decided again
// (moby v28.5.2:daemon/daemon.go restore).
asio::awaitable<void> ContainerService::adopt(ContainerRef container) {
  if (!has_a_task(container->status())) {
    if (!container->record.auto_remove()) co_return;
    const auto turn = co_await container->turns.take();
    const RemoveOrder order{.force = true, .volumes = true};
    co_await remove_rest(container, order);
    co_return;
  }
  const auto sight = co_await tasks_.look(container->id());
  if (sight.life == Tasks::Life::none) {
    const auto turn = co_await container->turns.take();
    const ProcessExit lost{.code = 255, .time = now()};
    co_await take_down(container, lost);
    co_return;
  }
  container->record.state.status =
      sight.life == Tasks::Life::paused ? Status::paused : Status::running;
  const auto io = io_of(container);
  io->open();
  io->process_is_there();
  watch(container);
}

}  // namespace plimsoll::engine
