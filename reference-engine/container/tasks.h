#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "containerd/client/client.h"
#include "github.com/containerd/containerd/api/types/mount.pb.h"
#include "reference-engine/container/runtime_options.h"
#include "reference-engine/runtime/decide.h"
#include "reference-engine/stdio/process_io.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine {

// A process of a container: its init, or one of its execs.
struct ProcessId {
  std::string container;
  std::string exec = {};
};

struct ProcessExit {
  int code = 255;
  Timestamp time;
};

// How a decision's options are put into what containerd is told.
struct PackedOptions {
  using Pack = std::function<std::optional<google::protobuf::Any>(const runtime::ShimRuntime&)>;

  Pack record = options_for_record;
  Pack task = options_for_task;
};

// What containerd is asked to do for one container: its services for containers and tasks, in the
// steps of an engine. Everything throws containerd::RpcError.
class Tasks {
 public:
  explicit Tasks(containerd::Client& client, PackedOptions options = {})
      : client_(client), options_(std::move(options)) {}

  struct NewContainer {
    std::string id;
    runtime::ShimRuntime runtime;
    std::filesystem::path bundle;  // only a label; the bundle is containerd's business
    nlohmann::json spec;
  };
  // Takes the place of a record that a crash left behind.
  boost::asio::awaitable<void> create_container(NewContainer container);
  // It may be gone already.
  boost::asio::awaitable<void> delete_container(std::string id);
  // The record and, if there is one, the task, whatever it is doing.
  boost::asio::awaitable<void> destroy(std::string id);
  // The records made with bundles below this directory; others' in the same namespace are not ours.
  boost::asio::awaitable<std::vector<std::string>> containers_below(std::filesystem::path bundles);

  struct NewTask {
    std::string id;
    runtime::ShimRuntime runtime;
    std::vector<::containerd::types::Mount> rootfs;
    std::shared_ptr<ProcessIo> io;
  };
  boost::asio::awaitable<std::uint32_t> create(NewTask task);

  struct NewExec {
    ProcessId process;
    nlohmann::json spec;
    std::shared_ptr<ProcessIo> io;
  };
  boost::asio::awaitable<void> create_exec(NewExec exec);

  boost::asio::awaitable<std::uint32_t> start(ProcessId process);
  // As long as it takes. A process that ended before is answered at once.
  boost::asio::awaitable<ProcessExit> wait(ProcessId process);
  // Frees what the shim keeps of a process that ended (or, for init, never started).
  boost::asio::awaitable<void> remove(ProcessId process);

  boost::asio::awaitable<void> kill(ProcessId process, int signal);
  boost::asio::awaitable<void> pause(std::string id);
  boost::asio::awaitable<void> resume(std::string id);
  boost::asio::awaitable<void> close_input(ProcessId process);

  struct Size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
  };
  boost::asio::awaitable<void> resize(ProcessId process, Size size);

  enum class Life { none, created, running, paused, stopped };
  struct Sight {
    Life life = Life::none;
    std::uint32_t pid = 0;
  };
  boost::asio::awaitable<Sight> look(std::string id);

 private:
  containerd::Client& client_;
  PackedOptions options_;
};

}  // namespace plimsoll::engine
