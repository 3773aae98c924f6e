#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/co_spawn.hpp>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/fields.h"
#include "reference-engine/container/names.h"
#include "reference-engine/container/process_environment.h"
#include "reference-engine/container/rootfs_file.h"
#include "reference-engine/container/service.h"
#include "reference-engine/container/settings.h"
#include "reference-engine/container/start_failure.h"
#include "reference-engine/oci/capabilities.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace {

using namespace std::chrono_literals;
using api::ApiError;
using boost::beast::http::status;
using containerd::RpcError;
using nlohmann::json;

constexpr Field kExecFields[] = {
    {"User", Kind::text, R"("")"},
    {"Privileged", Kind::flag, "false"},
    {"Tty", Kind::flag, "false"},
    {"ConsoleSize", Kind::array, ""},
    {"AttachStdin", Kind::flag, "false"},
    {"AttachStderr", Kind::flag, "false"},
    {"AttachStdout", Kind::flag, "false"},
    {"DetachKeys", Kind::text, R"("")"},
    {"Env", Kind::texts, "[]"},
    {"WorkingDir", Kind::text, R"("")"},
    {"Cmd", Kind::words, "[]"},
};

constexpr std::size_t kExecsKept = 256;

// Clients ask for the exit code soon after the end; what is older than many others is forgotten.
void forget_old(Container& container, auto& all) {
  while (container.execs.size() >= kExecsKept) {
    auto oldest = container.execs.end();
    for (auto it = container.execs.begin(); it != container.execs.end(); ++it) {
      const Exec& exec = *it->second;
      if (exec.running || !exec.exit_code) continue;
      if (oldest == container.execs.end() || exec.finished < oldest->second->finished) oldest = it;
    }
    if (oldest == container.execs.end()) return;
    all.erase(oldest->first);
    container.execs.erase(oldest);
  }
}

std::string command_of(const Exec& exec) {
  std::string line;
  for (const auto& word : exec.config["Cmd"]) line += " " + word.get<std::string>();
  return line;
}

json process_of(const Exec& exec, const Container& container) {
  ExecSurroundings around;
  around.passwd = read_from_rootfs(container.rootfs, "etc/passwd");
  around.group = read_from_rootfs(container.rootfs, "etc/group");
  around.all_capabilities = own_capabilities().value_or(oci::all_capabilities());
  auto process = exec_process(container.process, exec.config, around);
  if (const auto* bad = std::get_if<oci::UserError>(&process)) {
    throw ApiError(status::bad_request, bad->message);
  }
  return std::get<json>(std::move(process));
}

}  // namespace

ContainerService::ExecRef ContainerService::create_exec(const ContainerRef& container,
                                                        const json& body) {
  if (!body.is_object()) {
    throw ApiError(status::bad_request, "invalid JSON: got EOF while reading request body");
  }
  json config = json::object();
  if (const auto bad = take_fields(body, "ExecOptions", kExecFields, config)) {
    throw ApiError(status::bad_request, bad->message);
  }
  if (config["Cmd"].empty()) throw ApiError(status::bad_request, "No exec command specified");
  if (const auto found = objection(container->status(), Request::exec, container->subject())) {
    throw ApiError(status::conflict, found->message);
  }
  forget_old(*container, execs_);
  const auto exec = std::make_shared<Exec>(parts_.executor);
  exec->id = random_container_id();
  exec->container_id = container->id();
  exec->config = std::move(config);
  ProcessIo::Options options;
  options.directory = bundle_of(container->id());
  options.process = exec->id;
  options.terminal = exec->config["Tty"].get<bool>();
  options.standard_input = exec->config["AttachStdin"].get<bool>();
  // The shim for runc takes all of them or none: with one pipe missing it opens "". What nobody
  // asked to be attached to is read all the same, as dockerd does
  // (moby v28.5.2:libcontainerd/remote/client_linux.go:92).
  const bool attached = exec->config["AttachStdout"].get<bool>() ||
                        exec->config["AttachStderr"].get<bool>() || options.standard_input;
  options.standard_output = attached || options.terminal;
  options.standard_error = attached;
  exec->io = ProcessIo::make(parts_.executor, std::move(options));
  container->execs[exec->id] = exec;
  execs_[exec->id] = exec;
  publish(*container, "exec_create:" + command_of(*exec), {{"execID", exec->id}});
  return exec;
}

ContainerService::ExecRef ContainerService::find_exec(std::string_view id) const {
  const auto found = execs_.find(id);
  if (found == execs_.end()) {
    throw ApiError(status::not_found, "No such exec instance: " + std::string(id));
  }
  return found->second;
}

asio::awaitable<void> ContainerService::start_exec(ExecRef exec) {
  const auto container = register_.with_id(exec->container_id);
  if (!container) throw ApiError(status::not_found, "No such container: " + exec->container_id);
  if (exec->started) {
    throw ApiError(
        status::conflict,
        "exec command " + exec->id + (exec->running ? " is already running" : " has already run"));
  }
  if (const auto found = objection(container->status(), Request::exec, container->subject())) {
    throw ApiError(status::conflict, found->message);
  }
  exec->started = true;
  exec->running = true;
  const ProcessId process{.container = container->id(), .exec = exec->id};
  std::exception_ptr thrown;
  std::string message;
  try {
    if (container->process.is_null()) {
      const json spec = co_await spec_of(container);
      container->process = spec.at("process");
    }
    Tasks::NewExec wanted;
    wanted.process = process;
    wanted.spec = process_of(*exec, *container);
    wanted.io = exec->io;
    exec->io->open();
    co_await tasks_.create_exec(wanted);
    exec->pid = co_await tasks_.start(process);
    exec->io->process_is_there();
  } catch (const RpcError& error) {
    message = without_error_class(error.message());
    if (error.code() == grpc::StatusCode::UNAVAILABLE) thrown = std::current_exception();
  } catch (const std::exception& error) {
    message = error.what();
    thrown = std::current_exception();
  }
  if (message.empty() && !thrown) {
    publish(*container, "exec_start:" + command_of(*exec), {{"execID", exec->id}});
    asio::co_spawn(parts_.executor, await_exec_end(exec, container),
                   [](const std::exception_ptr& failed) {
                     try {
                       if (failed) std::rethrow_exception(failed);
                     } catch (const std::exception& error) {
                       spdlog::error("waiting for an exec's end: {}", error.what());
                     }
                   });
    co_return;
  }
  const auto judged = judge_start_failure(message);
  exec->running = false;
  exec->exit_code = judged.exit_code;
  exec->finished = now();
  exec->changed.notify_all();
  try {
    co_await tasks_.remove(process);
  } catch (const RpcError&) {
    // Most often there is no process to remove.
  }
  exec->io->abandon();
  if (thrown) std::rethrow_exception(thrown);
  throw ApiError(static_cast<boost::beast::http::status>(judged.http_status), message);
}

asio::awaitable<void> ContainerService::await_exec_end(ExecRef exec, ContainerRef container) {
  const ProcessId process{.container = container->id(), .exec = exec->id};
  const ProcessExit exit = co_await exit_of(process);
  exec->io->process_ended();
  try {
    co_await tasks_.remove(process);
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::NOT_FOUND) spdlog::warn("{}", error.what());
  }
  // The exit code is there before the end of the output is: a client asks when it sees that.
  exec->exit_code = exit.code;
  exec->running = false;
  exec->pid = 0;
  exec->finished = now();
  co_await exec->io->drain(2s);
  exec->changed.notify_all();
  publish(*container, "exec_die", {{"execID", exec->id}, {"exitCode", std::to_string(exit.code)}});
}

asio::awaitable<void> ContainerService::exec_input_ended(ExecRef exec) {
  if (exec->io->terminal() || !co_await exec->io->input_is_open()) co_return;
  exec->io->close_input();
  const ProcessId process{.container = exec->container_id, .exec = exec->id};
  try {
    co_await tasks_.close_input(process);
  } catch (const RpcError& error) {
    if (exec->running) spdlog::warn("{}", error.what());
  }
}

asio::awaitable<void> ContainerService::resize_exec(ExecRef exec, Tasks::Size size) {
  if (!exec->running) throw ApiError(status::conflict, "exec process is not started");
  const ProcessId process{.container = exec->container_id, .exec = exec->id};
  co_await tasks_.resize(process, size);
}

json ContainerService::inspect_exec(const ExecRef& exec) const {
  auto arguments = exec->config["Cmd"];
  const auto entrypoint = arguments[0];
  arguments.erase(0);
  return {{"ID", exec->id},
          {"Running", exec->running},
          {"ExitCode", exec->exit_code ? json(*exec->exit_code) : json()},
          {"ProcessConfig",
           {{"tty", exec->config["Tty"]},
            {"entrypoint", entrypoint},
            {"arguments", arguments},
            {"privileged", exec->config["Privileged"]},
            {"user", exec->config["User"]}}},
          {"OpenStdin", exec->config["AttachStdin"]},
          {"OpenStderr", exec->config["AttachStderr"]},
          {"OpenStdout", exec->config["AttachStdout"]},
          {"CanRemove", exec->exit_code.has_value()},
          {"ContainerID", exec->container_id},
          {"DetachKeys", exec->config["DetachKeys"]},
          {"Pid", exec->pid}};
}

}  // namespace plimsoll::engine
