#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "github.com/containerd/containerd/api/types/mount.pb.h"
#include "reference-engine/container/record.h"
#include "reference-engine/container/turns.h"
#include "reference-engine/stdio/process_io.h"

namespace plimsoll::engine {

// A process started in a container besides its init.
struct Exec {
  explicit Exec(const boost::asio::any_io_executor& executor) : changed(executor) {}

  std::string id;  // 64 hexadecimal digits
  std::string container_id;
  nlohmann::json config;  // the request's body, completed
  std::shared_ptr<ProcessIo> io;
  bool started = false;
  bool running = false;
  std::uint32_t pid = 0;
  std::optional<int> exit_code;
  Timestamp finished;
  Changed changed;
};

// A container as the engine holds it: its record, and what lives only as long as the engine does.
struct Container {
  Container(const boost::asio::any_io_executor& executor, Record known)
      : record(std::move(known)), turns(executor), changed(executor) {}

  Record record;
  Turns turns;        // start, the handling of an exit, and removal take turns
  Changed changed;    // the state, or one of the two below
  unsigned ends = 0;  // how often it has ended, so that nobody waits for an end that has been
  bool removed = false;
  std::chrono::milliseconds last_pause{0};  // before its policy brought it back

  std::shared_ptr<ProcessIo> io;                   // of this run or, before it, of the next
  std::shared_ptr<LogFile> log;                    // none if its log driver is "none"
  std::vector<::containerd::types::Mount> rootfs;  // once asked for
  nlohmann::json process;  // of its OCI spec: what an exec inherits; null until needed
  std::map<std::string, std::shared_ptr<Exec>> execs;

  [[nodiscard]] const std::string& id() const { return record.id; }
  [[nodiscard]] Status status() const { return record.state.status; }
  [[nodiscard]] Subject subject() const { return {.id = record.id, .name = record.name}; }
};

using ContainerRef = std::shared_ptr<Container>;

}  // namespace plimsoll::engine
