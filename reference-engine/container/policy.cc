// What brings containers back by themselves: their restart policies.
#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/restart_policy.h"
#include "reference-engine/container/service.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace {

HowItEnded how_it_ended(const Record& record) {
  return {.exit_code = record.state.exit_code,
          .restarts = record.restart_count,
          .stopped_by_hand = record.stopped_by_hand};
}

bool has_run(const Record& record) { return record.state.started != Timestamp{}; }

}  // namespace

void ContainerService::bring_back_after(const ContainerRef& container,
                                        std::chrono::nanoseconds ran_for) {
  const RestartPolicy policy = restart_policy_in(container->record.host_config);
  const bool comes_back = parts_.rules.brings_back(policy, how_it_ended(container->record));
  if (shutting_down_ || !comes_back) return;
  container->record.state.restarting = true;
  container->last_pause = pause_before_restart(container->last_pause, ran_for);
  asio::co_spawn(parts_.executor, bring_back(container, container->ends), asio::detached);
}

// Waits, and starts it unless somebody was faster or stopped it meanwhile.
asio::awaitable<void> ContainerService::bring_back(ContainerRef container, unsigned ends) {
  asio::steady_timer pause(parts_.executor, container->last_pause);
  co_await pause.async_wait(asio::use_awaitable);
  const auto turn = co_await container->turns.take();
  const bool overtaken = container->ends != ends || has_a_task(container->status());
  if (shutting_down_ || container->removed || overtaken) co_return;
  if (!container->record.stopped_by_hand) {
    ++container->record.restart_count;
    co_await start_by_policy(container);
  }
  container->record.state.restarting = false;
  container->changed.notify_all();
}

// The runtime's name is looked up anew, in the configuration as it is now. When it is none any
// more, the container stays down and says why: no other runtime takes its place
// (moby v28.5.2:daemon/monitor.go:158).
asio::awaitable<void> ContainerService::start_by_policy(ContainerRef container) {
  std::string why;
  try {
    const runtime::ShimRuntime shim =
        select_runtime(parts_.rules.decide_at_start, container->record.runtime()).runtime;
    co_await run(container, shim);
    co_return;
  } catch (const std::exception& error) {
    why = error.what();
  }
  spdlog::error("failed to start container {}: {}", container->id(), why);
  if (container->record.state.error != why) co_await clean_up_failed_start(container, why);
}

asio::awaitable<void> ContainerService::bring_back_at_boot(ContainerRef container) {
  const Record& record = container->record;
  if (container->removed || has_a_task(container->status()) || !has_run(record)) co_return;
  const RestartPolicy policy = restart_policy_in(record.host_config);
  if (!parts_.rules.brings_back_at_boot(policy, how_it_ended(record))) co_return;
  const auto turn = co_await container->turns.take();
  if (container->removed || has_a_task(container->status())) co_return;
  co_await start_by_policy(container);
}

}  // namespace plimsoll::engine
