#include <spdlog/spdlog.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>

#include "reference-engine/container/service.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace {

using namespace std::chrono_literals;
using containerd::RpcError;

// How long output may still come from descendants of a process that has ended
// (moby v28.5.2:daemon/monitor.go:57).
constexpr auto kDrain = 2s;
constexpr int kUnknownExit = 255;  // (moby v28.5.2:daemon/monitor.go, containerd.UnknownExitStatus)

asio::awaitable<void> drain(std::shared_ptr<ProcessIo> io) {
  if (io) co_await io->drain(kDrain);
}

asio::awaitable<void> log_failure_of(asio::awaitable<void> work) {
  try {
    co_await std::move(work);
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::NOT_FOUND) spdlog::warn("{}", error.what());
  }
}

asio::awaitable<void> pause_for(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace

void ContainerService::watch(const ContainerRef& container) {
  asio::co_spawn(parts_.executor, await_end(container), [](const std::exception_ptr& thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
      spdlog::error("waiting for a container's end: {}", error.what());
    }
  });
}

asio::awaitable<void> ContainerService::await_end(ContainerRef container) {
  const ProcessId process{.container = container->id()};
  const ProcessExit exit = co_await exit_of(process);
  const auto turn = co_await container->turns.take();
  co_await take_down(container, exit);
}

// However often containerd goes away and comes back meanwhile: the shim keeps the exit for us.
asio::awaitable<ProcessExit> ContainerService::exit_of(ProcessId process) {
  for (;;) {
    auto code = grpc::StatusCode::OK;
    try {
      co_return co_await tasks_.wait(process);
    } catch (const RpcError& error) {
      code = error.code();
    }
    if (code == grpc::StatusCode::NOT_FOUND) break;
    if (code == grpc::StatusCode::UNAVAILABLE) {
      try {
        co_await parts_.client.wait_ready(1h);
      } catch (const RpcError& error) {
        spdlog::warn("{}", error.what());
      }
      continue;
    }
    // The shim has gone and containerd is about to notice.
    co_await pause_for(20ms);
  }
  co_return ProcessExit{.code = kUnknownExit, .time = now()};
}

// Everything containerd holds goes before anybody is told of the end.
asio::awaitable<void> ContainerService::take_down(ContainerRef container, ProcessExit exit) {
  using asio::experimental::awaitable_operators::operator&&;
  const auto io = container->io;
  if (io) io->process_ended();
  const ProcessId process{.container = container->id()};
  co_await log_failure_of(tasks_.remove(process));
  co_await (drain(io) && log_failure_of(tasks_.delete_container(container->id())));
  container->io.reset();
  std::error_code ignored;
  std::filesystem::remove_all(bundle_of(container->id()), ignored);

  State& state = container->record.state;
  const auto ran_for = std::chrono::duration_cast<std::chrono::seconds>(exit.time - state.started);
  state.exit_code = exit.code;
  state.finished = exit.time;
  state.pid = 0;
  ++container->ends;
  bring_back_after(container, ran_for);
  happened(*container, Happening::ended);
  publish(*container, "die",
          {{"exitCode", std::to_string(exit.code)},
           {"execDuration", std::to_string(std::max<std::int64_t>(0, ran_for.count()))}});
  if (container->record.auto_remove() && !state.removing) {
    const RemoveOrder order{.force = true, .volumes = true};
    co_await remove_rest(container, order);
  }
}

}  // namespace plimsoll::engine
