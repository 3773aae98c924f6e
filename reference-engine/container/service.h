#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "containerd/client/client.h"
#include "reference-engine/container/container.h"
#include "reference-engine/container/create_request.h"
#include "reference-engine/container/list_filter.h"
#include "reference-engine/container/record_store.h"
#include "reference-engine/container/register.h"
#include "reference-engine/container/rules.h"
#include "reference-engine/container/tasks.h"
#include "reference-engine/container/update_request.h"
#include "reference-engine/events/events.h"
#include "reference-engine/image/image_store.h"
#include "reference-engine/runtime/decide.h"

namespace plimsoll::engine {

// The engine's containers: what the API's endpoints ask for, done on containerd.
//
//   ContainerService containers({.client = client, ...}, {.data_root = "/var/lib/plimsoll", ...});
//   co_await containers.load();
//   const auto created = co_await containers.create("web", request);
//   co_await containers.start(containers.find("web"));
//
// What cannot be done throws api::ApiError with the status and the text dockerd has for it;
// containerd's own failures throw containerd::RpcError. A file of this folder a group of verbs:
// create.cc, start.cc, end.cc, stop.cc, remove.cc, exec.cc, update.cc, policy.cc, load.cc.
class ContainerService {
 public:
  struct Parts {
    boost::asio::any_io_executor executor;
    containerd::Client& client;
    ImageStore& images;
    EventBus& events;
    std::function<const runtime::Catalogue&()> catalogue;  // as of now: it changes with a reload
    ContainerRules rules = {};
  };
  struct Places {
    std::filesystem::path data_root;
    std::filesystem::path exec_root;
  };

  ContainerService(Parts parts, Places places);

  [[nodiscard]] const Parts& parts() const noexcept { return parts_; }

  // Reads the records. Containers that still run in containerd are adopted: their pipes are opened
  // again and their end is awaited. The others' ends are recorded.
  boost::asio::awaitable<void> load();

  // Ends every container as dockerd does at its own end: stop signal, patience, SIGKILL.
  boost::asio::awaitable<void> shut_down();

  [[nodiscard]] ContainerRef find(std::string_view reference) const;  // 404, or 400 for several
  [[nodiscard]] nlohmann::json list(const ListQuery& query) const;
  [[nodiscard]] nlohmann::json inspect(const ContainerRef& container) const;
  struct Count {
    int running = 0, paused = 0, stopped = 0;
  };
  [[nodiscard]] Count count() const;
  [[nodiscard]] bool uses_image(std::string_view image_id) const;

  struct Created {
    std::string id;
    std::vector<std::string> warnings;
  };
  boost::asio::awaitable<Created> create(std::string name, CreateRequest request);

  // False: it was running already.
  boost::asio::awaitable<bool> start(ContainerRef container);

  struct StopOrder {
    std::optional<int> signal = {};  // else the container's own, else SIGTERM
    std::optional<std::chrono::seconds> patience =
        {};  // else its own, else 10 s; negative: for ever
  };
  // False: it was not running.
  boost::asio::awaitable<bool> stop(ContainerRef container, StopOrder order);
  boost::asio::awaitable<void> restart(ContainerRef container, StopOrder order);
  // After SIGKILL, waits for the end.
  boost::asio::awaitable<void> kill(ContainerRef container, int signal);
  boost::asio::awaitable<void> pause(ContainerRef container);
  boost::asio::awaitable<void> unpause(ContainerRef container);

  enum class Until { not_running, next_end, removed };
  // The exit code. `ends_known` is how many ends had been when the question was asked: whoever
  // takes it before start() misses no end, however fast it comes.
  boost::asio::awaitable<int> wait(ContainerRef container, Until until, unsigned ends_known);

  struct RemoveOrder {
    bool force = false;
    bool volumes = false;
  };
  boost::asio::awaitable<void> remove(ContainerRef container, RemoveOrder order);
  void rename(const ContainerRef& container, const std::string& name);
  boost::asio::awaitable<void> update(ContainerRef container, UpdateRequest request);

  // The stdio of the current run, or of the next.
  [[nodiscard]] std::shared_ptr<ProcessIo> io_of(const ContainerRef& container);
  // A client's input has ended; a container made with StdinOnce reads the end.
  boost::asio::awaitable<void> input_ended(ContainerRef container);
  boost::asio::awaitable<void> resize(ContainerRef container, Tasks::Size size);
  void attached(const ContainerRef& container);  // an event for those who watch

  using ExecRef = std::shared_ptr<Exec>;
  [[nodiscard]] ExecRef create_exec(const ContainerRef& container, const nlohmann::json& body);
  [[nodiscard]] ExecRef find_exec(std::string_view id) const;  // 404
  // Returns when it runs; 409 when the container does not (any more).
  boost::asio::awaitable<void> start_exec(ExecRef exec);
  boost::asio::awaitable<void> exec_input_ended(ExecRef exec);
  boost::asio::awaitable<void> resize_exec(ExecRef exec, Tasks::Size size);
  [[nodiscard]] nlohmann::json inspect_exec(const ExecRef& exec) const;

 private:
  using Attributes = std::map<std::string, std::string>;

  // selection.cc
  [[nodiscard]] runtime::Selected select_runtime(const ContainerRules::Decide& decide,
                                                 std::string_view name) const;  // or a 400
  // create.cc
  [[nodiscard]] std::filesystem::path bundle_of(const std::string& id) const;
  void hold_name(Record& record, const std::string& wanted);
  boost::asio::awaitable<void> put_down(ContainerRef container, Image image);
  // start.cc
  boost::asio::awaitable<void> run(ContainerRef container, runtime::ShimRuntime shim);
  boost::asio::awaitable<void> run_task(ContainerRef container, runtime::ShimRuntime shim);
  boost::asio::awaitable<void> clean_up_failed_start(ContainerRef container, std::string message);
  boost::asio::awaitable<nlohmann::json> spec_of(ContainerRef container);
  // end.cc
  void watch(const ContainerRef& container);
  boost::asio::awaitable<void> await_end(ContainerRef container);
  boost::asio::awaitable<ProcessExit> exit_of(ProcessId process);
  boost::asio::awaitable<void> take_down(ContainerRef container, ProcessExit exit);
  // stop.cc
  boost::asio::awaitable<void> signal_and_wait(ContainerRef container, StopOrder order);
  boost::asio::awaitable<bool> ended_within(ContainerRef container, std::chrono::seconds patience);
  // remove.cc
  boost::asio::awaitable<void> remove_rest(ContainerRef container, RemoveOrder order);
  // policy.cc
  void bring_back_after(const ContainerRef& container, std::chrono::nanoseconds ran_for);
  boost::asio::awaitable<void> bring_back(ContainerRef container, unsigned ends);
  boost::asio::awaitable<void> start_by_policy(ContainerRef container);
  boost::asio::awaitable<void> bring_back_at_boot(ContainerRef container);
  // exec.cc
  boost::asio::awaitable<void> await_exec_end(ExecRef exec, ContainerRef container);
  // load.cc
  boost::asio::awaitable<void> clear_away();
  boost::asio::awaitable<void> adopt(ContainerRef container);

  void happened(Container& container, Happening happening);  // state, record, whoever waits
  void save(const Container& container) const;
  void publish(const Container& container, std::string_view action, Attributes extra = {});

  Parts parts_;
  Places places_;
  Tasks tasks_;
  RecordStore store_;
  Register register_;
  std::map<std::string, ExecRef, std::less<>> execs_;
  bool shutting_down_ = false;
};

}  // namespace plimsoll::engine
