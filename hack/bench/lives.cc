#include "hack/bench/lives.h"

#include <signal.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "containerd/client/options.h"
#include "errors/error.h"
#include "fixtures/differential/container_spec.h"
#include "github.com/containerd/containerd/api/services/containers/v1/containers.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/tasks/v1/tasks.grpc.pb.h"
#include "github.com/containerd/containerd/runtime/v2/runc/options/oci.pb.h"

namespace plimsoll::bench {
namespace {

namespace asio = boost::asio;
namespace containers = ::containerd::services::containers::v1;
namespace tasks = ::containerd::services::tasks::v1;
using containers::Containers;
using std::chrono_literals::operator""s;
using tasks::Tasks;

constexpr const char* kType = "types.containerd.io/opencontainers/runtime-spec/1/";

// A hundred at once wait for each other on two cores.
containerd::CallOptions patient(const std::string& id) {
  return {.deadline = 120s, .subject = id, .lease = {}};
}

}  // namespace

Lives::Lives(ShimContender& contender, std::string runc)
    : contender_(contender),
      runc_(std::move(runc)),
      client_(context_.get_executor(),
              {.socket = contender.stage().containerd().socket(),
               .containerd_namespace = ShimContender::containerd_namespace}) {}

void Lives::finish(asio::awaitable<void> work) {
  std::exception_ptr failure;
  asio::co_spawn(context_, std::move(work),
                 [&](const std::exception_ptr& thrown) { failure = thrown; });
  context_.restart();
  context_.run();
  if (failure) std::rethrow_exception(failure);
}

void Lives::run(const Many& many) {
  int next = 0;
  std::exception_ptr failure;
  for (int worker = 0; worker < std::min(many.at_once, many.count); ++worker) {
    asio::co_spawn(context_, some(many, next), [&](const std::exception_ptr& thrown) {
      if (thrown) failure = thrown;
    });
  }
  context_.restart();
  context_.run();
  if (failure) std::rethrow_exception(failure);
}

asio::awaitable<void> Lives::some(const Many& many, int& next) {
  while (next++ < many.count) co_await life("life" + std::to_string(lives_++));
}

asio::awaitable<void> Lives::life(std::string id) {
  co_await create(id, "exit 0");
  co_await start(id, "");
  co_await await_end(id, "");
  co_await remove(id);
}

asio::awaitable<void> Lives::create(std::string id, std::string command) {
  const auto options = patient(id);
  containers::CreateContainerRequest record;
  record.mutable_container()->set_id(id);
  record.mutable_container()->mutable_runtime()->set_name(ShimContender::runtime);
  ::containerd::runc::v1::Options runc;
  runc.set_binary_name(runc_);
  *record.mutable_container()->mutable_runtime()->mutable_options() = containerd::pack(runc);
  const fixtures::ContainerSpec wanted{
      .command = command, .terminal = false, .cgroups_path = "/bench/" + id};
  nlohmann::json spec = fixtures::container_spec(wanted);
  spec["root"]["readonly"] = true;
  record.mutable_container()->mutable_spec()->set_type_url(std::string(kType) + "Spec");
  record.mutable_container()->mutable_spec()->set_value(spec.dump());
  co_await client_.call<Containers>(&Containers::Stub::PrepareAsyncCreate, record, options);
  tasks::CreateTaskRequest task;
  task.set_container_id(id);
  auto& rootfs = *task.add_rootfs();
  rootfs.set_type("bind");
  rootfs.set_source(contender_.stage().rootfs());
  rootfs.add_options("rbind");
  rootfs.add_options("ro");
  co_await client_.call<Tasks>(&Tasks::Stub::PrepareAsyncCreate, task, options);
}

asio::awaitable<void> Lives::start(std::string id, std::string exec) {
  const auto options = patient(id);
  tasks::StartRequest request;
  request.set_container_id(id);
  request.set_exec_id(exec);
  co_await client_.call<Tasks>(&Tasks::Stub::PrepareAsyncStart, request, options);
}

asio::awaitable<void> Lives::await_end(std::string id, std::string exec) {
  const auto options = patient(id);
  tasks::WaitRequest request;
  request.set_container_id(id);
  request.set_exec_id(exec);
  co_await client_.call<Tasks>(&Tasks::Stub::PrepareAsyncWait, request, options);
}

asio::awaitable<void> Lives::kill(std::string id) {
  const auto options = patient(id);
  tasks::KillRequest request;
  request.set_container_id(id);
  request.set_signal(SIGKILL);
  co_await client_.call<Tasks>(&Tasks::Stub::PrepareAsyncKill, request, options);
}

asio::awaitable<void> Lives::remove(std::string id) {
  const auto options = patient(id);
  tasks::DeleteTaskRequest task;
  task.set_container_id(id);
  co_await client_.call<Tasks>(&Tasks::Stub::PrepareAsyncDelete, task, options);
  containers::DeleteContainerRequest record;
  record.set_id(id);
  co_await client_.call<Containers>(&Containers::Stub::PrepareAsyncDelete, record, options);
}

asio::awaitable<void> Lives::execs(std::string id, int count) {
  const auto options = patient(id);
  for (int i = 0; i < count; ++i) {
    tasks::ExecProcessRequest exec;
    exec.set_container_id(id);
    exec.set_exec_id("exec");
    exec.mutable_spec()->set_type_url(std::string(kType) + "Process");
    exec.mutable_spec()->set_value(fixtures::process_spec("exit 0", false).dump());
    co_await client_.call<Tasks>(&Tasks::Stub::PrepareAsyncExec, exec, options);
    co_await start(id, "exec");
    co_await await_end(id, "exec");
    tasks::DeleteProcessRequest request;
    request.set_container_id(id);
    request.set_exec_id("exec");
    co_await client_.call<Tasks>(&Tasks::Stub::PrepareAsyncDeleteProcess, request, options);
  }
}

void Lives::start_container(const std::string& id) {
  finish(create(id, "exec sleep 100000"));
  finish(start(id, ""));
}

void Lives::run_execs(const std::string& id, int count) { finish(execs(id, count)); }

void Lives::end_container(const std::string& id) {
  finish(kill(id));
  finish(await_end(id, ""));
  finish(remove(id));
}

}  // namespace plimsoll::bench
