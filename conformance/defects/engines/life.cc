// Starting, failing to start, and what is left behind.
#include <poll.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <memory>
#include <set>
#include <vector>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/api/api_error.h"

namespace plimsoll::defects {
namespace {

using boost::asio::awaitable;
using engine::ContainerRef;
using engine::ContainerService;
using engine::CreateRequest;
using engine::api::ApiError;
using engine::api::http::status;
using Created = ContainerService::Created;

engine::Tasks::NewContainer record_of(std::string id) {
  engine::Tasks::NewContainer record;
  record.id = std::move(id);
  record.runtime.shim = runtime::kRuncShim;
  record.spec = nlohmann::json::object();
  return record;
}

using AfterFailure = awaitable<void> (*)(ContainerService& containers, ContainerRef container);

// The engine's own start; and then, if it failed, something that should not be.
void after_a_failed_start(EngineRules& rules, AfterFailure wrong) {
  rules.verbs.start = [wrong](ContainerService& containers,
                              ContainerRef container) -> awaitable<bool> {
    std::exception_ptr failed;
    bool started = false;
    try {
      started = co_await containers.start(container);
    } catch (const ApiError&) {
      failed = std::current_exception();
    }
    if (!failed) co_return started;
    co_await wrong(containers, container);
    std::rethrow_exception(failed);
  };
}

awaitable<void> leave_a_record(ContainerService& containers, ContainerRef container) {
  const auto record = record_of(container->id());
  co_await engine::Tasks(containers.parts().client).create_container(record);
}

awaitable<void> leave_a_mount(ContainerService&, ContainerRef container) {
  const auto root = std::filesystem::temp_directory_path() / ("rootfs-" + container->id());
  std::filesystem::create_directories(root);
  ::mount("tmpfs", root.c_str(), "tmpfs", 0,
          nullptr);  // one that fails is no defect, and is missed
  co_return;
}

awaitable<void> call_it_exited(ContainerService&, ContainerRef container) {
  container->record.state.status = engine::Status::exited;
  co_return;
}

awaitable<void> forget_why(ContainerService&, ContainerRef container) {
  container->record.state.error.clear();
  co_return;
}

awaitable<void> hold_on_to_it(ContainerService&, ContainerRef container) {
  container->record.state.removing = true;
  co_return;
}

// What could not be started is not tried again.
awaitable<bool> one_try_only(ContainerService& containers, ContainerRef container) {
  if (!container->record.state.error.empty()) co_return false;
  co_return co_await containers.start(container);
}

// What was missing once is missing for ever.
void remember_missing_shims(EngineRules& rules) {
  const auto missing = std::make_shared<std::set<std::string>>();
  rules.verbs.start = [missing](ContainerService& containers,
                                ContainerRef container) -> awaitable<bool> {
    const std::string runtime = container->record.runtime();
    if (missing->contains(runtime)) {
      throw ApiError(status::internal_server_error, container->record.state.error);
    }
    std::exception_ptr failed;
    bool started = false;
    try {
      started = co_await containers.start(container);
    } catch (const ApiError&) {
      failed = std::current_exception();
    }
    if (!failed) co_return started;
    missing->insert(runtime);
    std::rethrow_exception(failed);
  };
}

awaitable<bool> two_records(ContainerService& containers, ContainerRef container) {
  const auto record = record_of(container->id() + "-sandbox");
  co_await engine::Tasks(containers.parts().client).create_container(record);
  co_return co_await containers.start(container);
}

awaitable<bool> ask_every_runtime(ContainerService& containers, ContainerRef container) {
  for (const std::string runtime : {"runc", "crun"}) {
    const std::vector<std::string> command = {runtime, "--version"};
    execute(command);
  }
  co_return co_await containers.start(container);
}

// The name itself, if no configuration knows it, before anybody else is asked.
awaitable<bool> execute_the_name(ContainerService& containers, ContainerRef container) {
  const std::string runtime = container->record.runtime();
  if (!is_known(containers.parts().catalogue(), runtime)) {
    const std::vector<std::string> command = {runtime, "start"};
    execute(command);
  }
  co_return co_await containers.start(container);
}

void check_paths_at_create(EngineRules& rules) {
  rules.containers.decide_at_create = [](const Catalogue& catalogue, std::string_view name) {
    const auto entry = catalogue.configured.find(name);
    const auto* path = entry == catalogue.configured.end()
                           ? nullptr
                           : std::get_if<runtime::PathRuntime>(&entry->second);
    if (path != nullptr && !std::filesystem::exists(path->path)) return refused(name);
    return runtime::decide(catalogue, name);
  };
}

void run_runc_for_missing_paths(EngineRules& rules) {
  rules.containers.decide_at_start = decide_and([](runtime::Selected& selected) {
    auto* runc = std::get_if<runtime::RuncOptions>(&selected.runtime.options);
    const bool missing = runc != nullptr && runc->binary_name.starts_with('/') &&
                         !std::filesystem::exists(runc->binary_name);
    if (missing) runc->binary_name = "runc";
  });
}

// The engine's own start, and then nothing until the container has ended.
awaitable<bool> start_to_the_end(ContainerService& containers, ContainerRef container) {
  const bool started = co_await containers.start(container);
  static_cast<void>(co_await containers.wait(container, ContainerService::Until::not_running, 0));
  co_return started;
}

awaitable<bool> hold_what_has_ended(ContainerService& containers, ContainerRef container) {
  const bool started = co_await start_to_the_end(containers, container);
  container->record.state.removing = true;
  co_return started;
}

awaitable<bool> deny_the_start(ContainerService& containers, ContainerRef container) {
  static_cast<void>(co_await containers.start(container));
  co_return false;
}

void remove_at_the_end(EngineRules& rules) {
  rules.verbs.create = [](ContainerService& containers, std::string name,
                          CreateRequest request) -> awaitable<Created> {
    request.host_config["AutoRemove"] = true;
    co_return co_await containers.create(name, std::move(request));
  };
  rules.verbs.start = [](ContainerService& containers, ContainerRef container) -> awaitable<bool> {
    const bool started = co_await containers.start(container);
    static_cast<void>(co_await containers.wait(container, ContainerService::Until::removed, 0));
    co_return started;
  };
}

void end_process(pid_t pid) {
  if (pid <= 0) return;
  const int process = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (process < 0) return;
  ::syscall(SYS_pidfd_send_signal, process, SIGKILL, nullptr, 0);
  pollfd end{process, POLLIN, 0};
  ::poll(&end, 1, 1000);
  ::close(process);
}

void end_containers_at_reload(EngineRules& rules) {
  const auto started = std::make_shared<std::vector<ContainerRef>>();
  rules.verbs.start = [started](ContainerService& containers,
                                ContainerRef container) -> awaitable<bool> {
    const bool is_new = co_await containers.start(container);
    started->push_back(container);
    co_return is_new;
  };
  rules.configuration.reload = [started](const runtime::Configuration& in_force,
                                         std::string_view file) {
    for (const ContainerRef& container : *started) end_process(container->record.state.pid);
    return runtime::reload(in_force, file);
  };
}

using ChangeRequest = void (*)(CreateRequest& request);
void change_requests(EngineRules& rules, ChangeRequest change) {
  rules.verbs.create = [change](ContainerService& containers, std::string name,
                                CreateRequest request) -> awaitable<Created> {
    change(request);
    co_return co_await containers.create(name, std::move(request));
  };
}

}  // namespace

std::vector<Defect> defects_of_life() {
  return {
      {"failed-start-leaves-a-record",
       [](EngineRules& rules) { after_a_failed_start(rules, leave_a_record); }},
      {"failed-start-leaves-a-mount",
       [](EngineRules& rules) { after_a_failed_start(rules, leave_a_mount); }},
      {"failed-start-is-an-end",
       [](EngineRules& rules) { after_a_failed_start(rules, call_it_exited); }},
      {"failed-start-is-forgotten",
       [](EngineRules& rules) { after_a_failed_start(rules, forget_why); }},
      {"failed-start-holds-the-container",
       [](EngineRules& rules) { after_a_failed_start(rules, hold_on_to_it); }},
      {"failed-start-is-the-last", [](EngineRules& rules) { rules.verbs.start = one_try_only; }},
      {"missing-shims-are-remembered", remember_missing_shims},
      {"second-record-is-never-removed",
       [](EngineRules& rules) { rules.verbs.start = two_records; }},
      {"every-runtime-is-asked", [](EngineRules& rules) { rules.verbs.start = ask_every_runtime; }},
      {"name-is-executed-at-start",
       [](EngineRules& rules) {
         at_both_ends(rules, decide_by_form([](std::string_view) { return true; }));
         rules.verbs.start = execute_the_name;
       }},
      {"containers-vanish-at-their-end", remove_at_the_end},
      {"ended-containers-are-held",
       [](EngineRules& rules) { rules.verbs.start = hold_what_has_ended; }},
      {"start-says-nothing-was-to-do",
       [](EngineRules& rules) { rules.verbs.start = deny_the_start; }},
      {"paths-must-exist-at-create", check_paths_at_create},
      {"reload-ends-running-containers", end_containers_at_reload},
      {"missing-paths-run-runc", run_runc_for_missing_paths},
      {"output-is-not-kept",
       [](EngineRules& rules) {
         change_requests(rules, [](CreateRequest& request) {
           request.host_config["LogConfig"]["Type"] = "none";
         });
       }},
      {"exit-status-is-lost",
       [](EngineRules& rules) {
         change_requests(rules, [](CreateRequest& request) {
           request.config["Cmd"] = {"/bin/sh", "-c", "echo plimsoll ran"};
         });
       }},
  };
}

}  // namespace plimsoll::defects
