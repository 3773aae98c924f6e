#include "reference-engine/container/tasks.h"

#include <csignal>

#include "containerd/client/options.h"
#include "github.com/containerd/containerd/api/services/containers/v1/containers.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/tasks/v1/tasks.grpc.pb.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace tasks = ::containerd::services::tasks::v1;
namespace containers = ::containerd::services::containers::v1;
namespace {

using namespace std::chrono_literals;
using containerd::CallOptions;
using containerd::RpcError;

// A shim may start a virtual machine before it answers.
constexpr std::chrono::milliseconds kDeadline = 2min;
constexpr const char* kBundleLabel = "com.docker/engine.bundle.path";

CallOptions about(const std::string& id, std::chrono::milliseconds deadline = kDeadline) {
  return {.deadline = deadline, .subject = "container " + id, .lease = {}};
}

// Go registers OCI's types under these URLs (containerd v1.6.20:client.go init); the value is their
// JSON.
google::protobuf::Any oci_type(const char* name, const nlohmann::json& value) {
  google::protobuf::Any any;
  any.set_type_url(std::string("types.containerd.io/opencontainers/runtime-spec/1/") + name);
  any.set_value(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  return any;
}

Timestamp moment(const google::protobuf::Timestamp& time) {
  return Timestamp(std::chrono::seconds(time.seconds()) + std::chrono::nanoseconds(time.nanos()));
}

template <class Request>
Request about_process(const ProcessId& process) {
  Request request;
  request.set_container_id(process.container);
  request.set_exec_id(process.exec);
  return request;
}

void set_stdio(auto& request, const ProcessIo& io) {
  request.set_stdin(io.path_of(Stream::standard_input));
  request.set_stdout(io.path_of(Stream::standard_output));
  request.set_stderr(io.path_of(Stream::standard_error));
  request.set_terminal(io.terminal());
}

containers::CreateContainerRequest creation(const Tasks::NewContainer& wanted,
                                            const std::optional<google::protobuf::Any>& options) {
  containers::CreateContainerRequest request;
  auto& container = *request.mutable_container();
  container.set_id(wanted.id);
  (*container.mutable_labels())[kBundleLabel] = wanted.bundle.string();
  container.mutable_runtime()->set_name(wanted.runtime.shim);
  if (options) *container.mutable_runtime()->mutable_options() = *options;
  *container.mutable_spec() = oci_type("Spec", wanted.spec);
  return request;
}

}  // namespace

asio::awaitable<void> Tasks::create_container(NewContainer container) {
  const auto request = creation(container, options_.record(container.runtime));
  const auto options = about(container.id);
  try {
    co_await client_.call<containers::Containers>(&containers::Containers::Stub::PrepareAsyncCreate,
                                                  request, options);
    co_return;
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::ALREADY_EXISTS) throw;
  }
  // moby v28.5.2:daemon/internal/libcontainerd/replace.go
  co_await destroy(container.id);
  co_await client_.call<containers::Containers>(&containers::Containers::Stub::PrepareAsyncCreate,
                                                request, options);
}

asio::awaitable<void> Tasks::delete_container(std::string id) {
  containers::DeleteContainerRequest request;
  request.set_id(id);
  const auto options = about(id);
  try {
    co_await client_.call<containers::Containers>(&containers::Containers::Stub::PrepareAsyncDelete,
                                                  request, options);
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::NOT_FOUND) throw;
  }
}

asio::awaitable<void> Tasks::destroy(std::string id) {
  const ProcessId init{.container = id};
  const auto sight = co_await look(id);
  if (sight.life != Life::none) {
    try {
      co_await kill(init, SIGKILL);
      if (sight.life == Life::paused) co_await resume(id);
      if (sight.pid != 0 && sight.life != Life::created) co_await wait(init);
    } catch (const RpcError& error) {
      if (error.code() == grpc::StatusCode::UNAVAILABLE) throw;  // else it has just ended
    }
    try {
      co_await remove(init);
    } catch (const RpcError& error) {
      if (error.code() != grpc::StatusCode::NOT_FOUND) throw;
    }
  }
  co_await delete_container(id);
}

asio::awaitable<std::vector<std::string>> Tasks::containers_below(std::filesystem::path bundles) {
  const containers::ListContainersRequest request;
  const auto response = co_await client_.call<containers::Containers>(
      &containers::Containers::Stub::PrepareAsyncList, request);
  std::vector<std::string> ids;
  for (const auto& container : response.containers()) {
    const auto label = container.labels().find(kBundleLabel);
    if (label == container.labels().end()) continue;
    if (std::filesystem::path(label->second).parent_path() == bundles)
      ids.push_back(container.id());
  }
  co_return ids;
}

asio::awaitable<std::uint32_t> Tasks::create(NewTask task) {
  tasks::CreateTaskRequest request;
  request.set_container_id(task.id);
  for (const auto& mount : task.rootfs) *request.add_rootfs() = mount;
  set_stdio(request, *task.io);
  if (const auto options = options_.task(task.runtime)) *request.mutable_options() = *options;
  const auto options = about(task.id);
  const auto response = co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncCreate,
                                                            request, options);
  co_return response.pid();
}

asio::awaitable<void> Tasks::create_exec(NewExec exec) {
  auto request = about_process<tasks::ExecProcessRequest>(exec.process);
  set_stdio(request, *exec.io);
  *request.mutable_spec() = oci_type("Process", exec.spec);
  const auto options = about(exec.process.container);
  co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncExec, request, options);
}

asio::awaitable<std::uint32_t> Tasks::start(ProcessId process) {
  const auto request = about_process<tasks::StartRequest>(process);
  const auto options = about(process.container);
  const auto response =
      co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncStart, request, options);
  co_return response.pid();
}

asio::awaitable<ProcessExit> Tasks::wait(ProcessId process) {
  const auto request = about_process<tasks::WaitRequest>(process);
  const auto options = about(process.container, 0ms);
  const auto response =
      co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncWait, request, options);
  co_return ProcessExit{.code = static_cast<int>(response.exit_status()),
                        .time = moment(response.exited_at())};
}

asio::awaitable<void> Tasks::remove(ProcessId process) {
  const auto options = about(process.container);
  if (process.exec.empty()) {
    tasks::DeleteTaskRequest request;
    request.set_container_id(process.container);
    co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncDelete, request, options);
    co_return;
  }
  const auto request = about_process<tasks::DeleteProcessRequest>(process);
  co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncDeleteProcess, request,
                                      options);
}

asio::awaitable<void> Tasks::kill(ProcessId process, int signal) {
  auto request = about_process<tasks::KillRequest>(process);
  request.set_signal(static_cast<std::uint32_t>(signal));
  const auto options = about(process.container);
  co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncKill, request, options);
}

asio::awaitable<void> Tasks::pause(std::string id) {
  tasks::PauseTaskRequest request;
  request.set_container_id(id);
  const auto options = about(id);
  co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncPause, request, options);
}

asio::awaitable<void> Tasks::resume(std::string id) {
  tasks::ResumeTaskRequest request;
  request.set_container_id(id);
  const auto options = about(id);
  co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncResume, request, options);
}

asio::awaitable<void> Tasks::close_input(ProcessId process) {
  auto request = about_process<tasks::CloseIORequest>(process);
  request.set_stdin(true);
  const auto options = about(process.container);
  co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncCloseIO, request, options);
}

asio::awaitable<void> Tasks::resize(ProcessId process, Size size) {
  auto request = about_process<tasks::ResizePtyRequest>(process);
  request.set_width(size.width);
  request.set_height(size.height);
  const auto options = about(process.container);
  co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncResizePty, request, options);
}

asio::awaitable<Tasks::Sight> Tasks::look(std::string id) {
  const ProcessId process{.container = id};
  const auto request = about_process<tasks::GetRequest>(process);
  const auto options = about(id);
  try {
    const auto response =
        co_await client_.call<tasks::Tasks>(&tasks::Tasks::Stub::PrepareAsyncGet, request, options);
    using ::containerd::v1::types::Status;
    const auto status = response.process().status();
    const Life life = status == Status::CREATED                               ? Life::created
                      : status == Status::STOPPED                             ? Life::stopped
                      : status == Status::PAUSED || status == Status::PAUSING ? Life::paused
                      : status == Status::UNKNOWN                             ? Life::none
                                                                              : Life::running;
    co_return Sight{.life = life, .pid = response.process().pid()};
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::NOT_FOUND) throw;
  }
  co_return Sight{};
}

}  // namespace plimsoll::engine
