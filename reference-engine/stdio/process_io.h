#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "reference-engine/stdio/broadcast.h"
#include "reference-engine/stdio/fifo.h"
#include "reference-engine/stdio/log_file.h"

namespace plimsoll::engine {

// The stdio of one run of one process, of a container's init or of an exec: named pipes in the
// container's directory, named as dockerd names them
// (moby v28.5.2:daemon/internal/libcontainerd/remote/client_linux.go newFIFOSet).
//
//   auto io = ProcessIo::make(executor, {.directory = dir, .process = "init", .log = log});
//   auto listener = io->listen({.standard_output = true});        // clients may come first
//   io->open();
//   request.set_stdout(io->path_of(Stream::standard_output));    // for containerd
//   ...the process has been created...      io->process_is_there();
//   ...it has ended...                      io->process_ended();
//   ...and its task is deleted...           co_await io->drain(2s);
class ProcessIo : public std::enable_shared_from_this<ProcessIo> {
 public:
  struct Options {
    std::filesystem::path directory;
    std::string process;          // "init" or the exec's id: beginning of the pipes' names
    bool terminal = false;        // one stream, raw
    bool standard_input = false;  // otherwise the process reads /dev/null
    bool standard_output = true;
    bool standard_error = true;
    std::shared_ptr<LogFile> log = {};  // may be none
  };

  [[nodiscard]] static std::shared_ptr<ProcessIo> make(const boost::asio::any_io_executor& executor,
                                                       Options options);
  ~ProcessIo();
  ProcessIo(const ProcessIo&) = delete;
  ProcessIo& operator=(const ProcessIo&) = delete;

  // "" for a stream the process doesn't have.
  [[nodiscard]] std::string path_of(Stream stream) const;
  [[nodiscard]] bool terminal() const { return options_.terminal; }

  [[nodiscard]] std::shared_ptr<Broadcast::Listener> listen(Broadcast::Wanted wanted) {
    return broadcast_.join(wanted);
  }

  // Makes the pipes that are not there and opens our ends. From now on, what the process writes
  // goes to its log and to who listens.
  void open();

  // The shim has its ends: input flows.
  void process_is_there();

  // Both wait until the process is there; false if there is no input (any more).
  boost::asio::awaitable<bool> input_is_open();
  boost::asio::awaitable<bool> write_input(boost::asio::const_buffer bytes);
  // Our end only: the shim keeps its own until it is told by CloseIO.
  void close_input();

  // The process has ended: a client that does not read holds up the shim no longer, which would
  // otherwise never get rid of the rest. That rest is no more than the pipes hold.
  void process_ended() { broadcast_.wait_for_nobody(); }

  // Its task is deleted as well: waits until what it wrote is logged and handed on. A descendant
  // that still holds the other end is waited for no longer than the limit (dockerd: 2 s, moby
  // v28.5.2:daemon/monitor.go). Listeners hear the end now and not when the process merely closes
  // its output: a client that hears it asks for the exit code at once.
  boost::asio::awaitable<void> drain(std::chrono::milliseconds limit);

  // There will be no process: whoever listens hears the end.
  void abandon();

 private:
  enum class Stage { waiting, there, over };

  ProcessIo(const boost::asio::any_io_executor& executor, Options options);
  boost::asio::awaitable<void> pump(Stream stream, std::shared_ptr<OutputFifo> fifo);
  [[nodiscard]] std::shared_ptr<OutputFifo> start_pump(Stream stream);
  void pump_ended();
  void enter(Stage stage);

  boost::asio::any_io_executor executor_;
  Options options_;
  Stage stage_ = Stage::waiting;
  Changed changed_;  // the stage, or the number of pumps
  std::shared_ptr<InputFifo> input_;
  std::shared_ptr<OutputFifo> output_;
  std::shared_ptr<OutputFifo> error_;
  Broadcast broadcast_;
  int pumps_ = 0;
};

}  // namespace plimsoll::engine
