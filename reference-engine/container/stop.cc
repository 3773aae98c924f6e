#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <optional>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/service.h"
#include "reference-engine/container/signals.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace {

using namespace std::chrono_literals;
using api::ApiError;
using boost::beast::http::status;
using containerd::RpcError;

constexpr auto kPatience = 10s;           // moby v28.5.2:container/container.go defaultStopTimeout
constexpr auto kPatienceAfterKill = 10s;  // moby v28.5.2:daemon/kill.go

int stop_signal_of(const Record& record) {
  return parse_signal(record.config.value("StopSignal", "")).value_or(SIGTERM);
}

std::chrono::seconds patience_of(const Record& record) {
  const auto own = record.config.find("StopTimeout");
  if (own == record.config.end() || !own->is_number_integer()) return kPatience;
  return std::chrono::seconds(own->get<std::int64_t>());
}

void refuse_if_objected(const Container& container, Request request) {
  const auto found = objection(container.status(), request, container.subject());
  if (found && !found->nothing_to_do) throw ApiError(status::conflict, found->message);
}

}  // namespace

asio::awaitable<void> ContainerService::kill(ContainerRef container, int signal) {
  refuse_if_objected(*container, Request::kill);
  const bool deadly = signal == SIGKILL;
  const bool ends_it = deadly || signal == stop_signal_of(container->record);
  if (ends_it && !shutting_down_) container->record.stopped_by_hand = true;
  const bool was_paused = container->status() == Status::paused;
  const ProcessId process{.container = container->id()};
  std::exception_ptr failure;
  try {
    co_await tasks_.kill(process, signal);
    // A frozen process dies when it thaws (moby v28.5.2:daemon/kill.go:100).
    if (was_paused && (deadly || signal == SIGTERM)) co_await tasks_.resume(container->id());
  } catch (const RpcError& error) {
    // It ended by itself just now; its end is being dealt with. A shim that is about to go may say
    // so in other words ("ttrpc: closed"), so SIGKILL waits for the end before it complains
    // (moby v28.5.2:daemon/kill.go:166).
    const bool may_have_ended = deadly && error.code() != grpc::StatusCode::UNAVAILABLE;
    if (error.code() != grpc::StatusCode::NOT_FOUND) failure = std::current_exception();
    if (failure && !may_have_ended) throw;
  }
  publish(*container, "kill", {{"signal", std::to_string(signal)}});
  if (deadly && !co_await ended_within(container, kPatienceAfterKill)) {
    if (failure) std::rethrow_exception(failure);
    throw ApiError(status::internal_server_error,
                   "tried to kill container, but did not receive an exit event");
  }
}

asio::awaitable<bool> ContainerService::stop(ContainerRef container, StopOrder order) {
  // Also one that has ended: its policy may be about to bring it back.
  container->record.stopped_by_hand = true;
  container->record.state.restarting = false;
  if (objection(container->status(), Request::stop, container->subject())) {
    save(*container);
    container->changed.notify_all();
    co_return false;
  }
  co_await signal_and_wait(container, order);
  publish(*container, "stop");
  co_return true;
}

asio::awaitable<void> ContainerService::signal_and_wait(ContainerRef container, StopOrder order) {
  const int signal = order.signal.value_or(stop_signal_of(container->record));
  const auto patience = order.patience.value_or(patience_of(container->record));
  try {
    co_await kill(container, signal);
  } catch (const ApiError&) {
    if (!has_a_task(container->status())) co_return;  // it was faster
    throw;
  }
  if (co_await ended_within(container, patience)) co_return;
  try {
    co_await kill(container, SIGKILL);
  } catch (const ApiError&) {
    if (has_a_task(container->status())) throw;
  }
}

asio::awaitable<bool> ContainerService::ended_within(ContainerRef container,
                                                     std::chrono::seconds patience) {
  const unsigned ends = container->ends;
  const auto is_over = std::make_shared<bool>(false);
  asio::steady_timer timer(parts_.executor);
  if (patience >= 0s) {
    timer.expires_after(patience);
    timer.async_wait([container, is_over](const boost::system::error_code& stopped) {
      if (stopped) return;
      *is_over = true;
      container->changed.notify_all();
    });
  }
  const auto has_ended = [&] {
    return container->ends != ends || !has_a_task(container->status());
  };
  while (!has_ended() && !*is_over) co_await container->changed.wait();
  co_return has_ended();
}

// A failure names the container and loses its class: it is always a 500
// (moby v28.5.2:daemon/restart.go:24).
asio::awaitable<void> ContainerService::restart(ContainerRef container, StopOrder order) {
  std::string why;
  try {
    if (has_a_task(container->status())) co_await stop(container, order);
    const auto turn = co_await container->turns.take();
    if (has_a_task(container->status())) co_return;
    std::optional<runtime::ShimRuntime> shim;
    try {
      shim = select_runtime(parts_.rules.decide_at_start, container->record.runtime()).runtime;
    } catch (const ApiError& error) {
      why = error.what();
    }
    if (!shim) {
      co_await clean_up_failed_start(container, why);
    } else {
      co_await run(container, *shim);
      publish(*container, "restart");
    }
  } catch (const ApiError& error) {
    why = error.what();
  }
  if (!why.empty()) {
    throw ApiError(status::internal_server_error,
                   "Cannot restart container " + container->record.name + ": " + why);
  }
}

asio::awaitable<void> ContainerService::pause(ContainerRef container) {
  const auto turn = co_await container->turns.take();
  refuse_if_objected(*container, Request::pause);
  co_await tasks_.pause(container->id());
  happened(*container, Happening::paused);
  publish(*container, "pause");
}

asio::awaitable<void> ContainerService::unpause(ContainerRef container) {
  const auto turn = co_await container->turns.take();
  refuse_if_objected(*container, Request::unpause);
  co_await tasks_.resume(container->id());
  happened(*container, Happening::resumed);
  publish(*container, "unpause");
}

asio::awaitable<void> ContainerService::shut_down() {
  shutting_down_ = true;
  Changed changed(parts_.executor);
  int stopping = 0;
  for (const auto& container : register_.all()) {
    if (!has_a_task(container->status())) continue;
    ++stopping;
    asio::co_spawn(parts_.executor, signal_and_wait(container, StopOrder{}),
                   [&stopping, &changed](const std::exception_ptr& thrown) {
                     --stopping;
                     changed.notify_all();
                     try {
                       if (thrown) std::rethrow_exception(thrown);
                     } catch (const std::exception& error) {
                       spdlog::error("stopping a container: {}", error.what());
                     }
                   });
  }
  while (stopping > 0) co_await changed.wait();
  // Whoever is in the middle of an end finishes it.
  for (const auto& container : register_.all()) co_await container->turns.take();
}

}  // namespace plimsoll::engine
