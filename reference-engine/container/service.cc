#include "reference-engine/container/service.h"

#include <spdlog/spdlog.h>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/description.h"

namespace plimsoll::engine {
namespace {

using api::ApiError;
using boost::beast::http::status;

}  // namespace

ContainerService::ContainerService(Parts parts, Places places)
    : parts_(std::move(parts)),
      places_(std::move(places)),
      tasks_(parts_.client, parts_.rules.options),
      store_(places_.data_root / "containers", parts_.rules.restore) {}

ContainerRef ContainerService::find(std::string_view reference) const {
  const auto found = register_.find(reference);
  if (std::holds_alternative<Register::Several>(found)) {
    throw ApiError(status::bad_request,
                   "multiple IDs found with provided prefix: " + std::string(reference));
  }
  if (const auto* container = std::get_if<ContainerRef>(&found)) return *container;
  throw ApiError(status::not_found, "No such container: " + std::string(reference));
}

nlohmann::json ContainerService::list(const ListQuery& query) const {
  const auto containers = register_.all();
  std::vector<const Record*> records;
  for (const auto& container : containers) records.push_back(&container->record);
  auto rows = nlohmann::json::array();
  const Timestamp time = now();
  for (const Record* record : select(records, query))
    rows.push_back(parts_.rules.summary(*record, time));
  return rows;
}

nlohmann::json ContainerService::inspect(const ContainerRef& container) const {
  Surroundings surroundings{.directory = store_.directory_of(container->id()), .exec_ids = {}};
  for (const auto& [id, exec] : container->execs) {
    if (exec->running) surroundings.exec_ids.push_back(id);
  }
  return parts_.rules.inspect(container->record, surroundings);
}

ContainerService::Count ContainerService::count() const {
  Count count;
  for (const auto& container : register_.all()) {
    const Status status = container->status();
    ++(status == Status::running  ? count.running
       : status == Status::paused ? count.paused
                                  : count.stopped);
  }
  return count;
}

bool ContainerService::uses_image(std::string_view image_id) const {
  for (const auto& container : register_.all()) {
    if (container->record.image_id == image_id) return true;
  }
  return false;
}

boost::asio::awaitable<int> ContainerService::wait(ContainerRef container, Until until,
                                                   unsigned ends_known) {
  const auto is_over = [&] {
    if (container->removed) return true;
    switch (until) {
      case Until::not_running:
        return !has_a_task(container->status()) && !container->record.state.restarting;
      case Until::next_end:
        return container->ends != ends_known;
      case Until::removed:
        break;
    }
    return false;
  };
  while (!is_over()) co_await container->changed.wait();
  co_return container->record.state.exit_code;
}

std::shared_ptr<ProcessIo> ContainerService::io_of(const ContainerRef& container) {
  if (!container->io) {
    ProcessIo::Options options;
    options.directory = bundle_of(container->id());
    options.process = "init";
    options.terminal = container->record.terminal();
    options.standard_input = container->record.config.value("OpenStdin", false);
    options.log = container->log;
    container->io = ProcessIo::make(parts_.executor, std::move(options));
  }
  return container->io;
}

void ContainerService::attached(const ContainerRef& container) { publish(*container, "attach"); }

boost::asio::awaitable<void> ContainerService::input_ended(ContainerRef container) {
  // A terminal's user who leaves may come back (moby v28.5.2:daemon/stream/attach.go).
  if (!container->record.config.value("StdinOnce", false) || container->record.terminal())
    co_return;
  const auto io = container->io;
  if (!io || !co_await io->input_is_open()) co_return;
  io->close_input();
  const ProcessId process{.container = container->id()};
  try {
    co_await tasks_.close_input(process);
  } catch (const containerd::RpcError& error) {
    if (has_a_task(container->status())) spdlog::warn("{}", error.what());
  }
}

boost::asio::awaitable<void> ContainerService::resize(ContainerRef container, Tasks::Size size) {
  if (!has_a_task(container->status())) {
    throw ApiError(status::conflict, "container " + container->id() + " is not running");
  }
  const ProcessId process{.container = container->id()};
  co_await tasks_.resize(process, size);
  publish(*container, "resize",
          {{"height", std::to_string(size.height)}, {"width", std::to_string(size.width)}});
}

void ContainerService::happened(Container& container, Happening happening) {
  if (const auto next = after(container.status(), happening)) {
    container.record.state.status = *next;
  }
  save(container);
  container.changed.notify_all();
}

// What is true of a container does not become false because the disk is full.
void ContainerService::save(const Container& container) const {
  try {
    store_.save(container.record);
  } catch (const Error& error) {
    spdlog::error("{}", error.what());
  }
}

void ContainerService::publish(const Container& container, std::string_view action,
                               Attributes extra) {
  const auto labels = container.record.config.find("Labels");
  if (labels != container.record.config.end() && labels->is_object()) {
    for (const auto& [name, value] : labels->items()) extra.emplace(name, value.get<std::string>());
  }
  extra["image"] = container.record.config.value("Image", "");
  extra["name"] = container.record.name;
  parts_.events.publish({.type = "container",
                         .action = std::string(action),
                         .actor = container.id(),
                         .attributes = std::move(extra)});
}

std::filesystem::path ContainerService::bundle_of(const std::string& id) const {
  return places_.exec_root / "containerd" / id;
}

}  // namespace plimsoll::engine
