#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <filesystem>

namespace plimsoll::engine {

// Our ends of the named pipes between the engine and a shim. The shim opens the other ends by path
// when it creates the process (containerd v1.6.20:pkg/process/io.go copyPipes); neither side waits
// for the other.

// What a process writes. The pipe is made if it isn't there, and opened at once.
class OutputFifo {
 public:
  OutputFifo(const boost::asio::any_io_executor& executor, const std::filesystem::path& path);

  // Waits for bytes. 0: all writers have come and gone, no more will be read.
  boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer buffer);

  // The process and its shim are gone: a pipe that nobody has ever opened for writing has ended
  // too.
  void no_more_writers();
  // Reading ends now, whatever may still come.
  void close();

 private:
  boost::asio::posix::stream_descriptor pipe_;
  bool had_a_writer_ = false;
  bool no_more_writers_ = false;
};

// What a process reads.
class InputFifo {
 public:
  InputFifo(const boost::asio::any_io_executor& executor, const std::filesystem::path& path);

  // Waits for room. Throws boost::system::system_error once closed.
  boost::asio::awaitable<void> write(boost::asio::const_buffer bytes);
  void close();
  [[nodiscard]] bool is_open() const { return pipe_.is_open(); }

 private:
  boost::asio::posix::stream_descriptor pipe_;
};

}  // namespace plimsoll::engine
