#include "reference-engine/stdio/fifo.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>

#include "errors/error.h"
#include "reference-engine/stdio/descriptor.h"

namespace plimsoll::engine {
namespace asio = boost::asio;
namespace {

int open_fifo(const std::filesystem::path& path, int mode) {
  if (::mkfifo(path.c_str(), 0700) != 0 && errno != EEXIST) {
    throw Error::from_errno("make the pipe", path.string());
  }
  const int descriptor = ::open(path.c_str(), mode | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) throw Error::from_errno("open the pipe", path.string());
  return descriptor;
}

}  // namespace

OutputFifo::OutputFifo(const asio::any_io_executor& executor, const std::filesystem::path& path)
    : pipe_(executor, open_fifo(path, O_RDONLY)) {}

// A pipe opened for reading without waiting is "at its end" until the first writer comes, so before
// that only the kernel's word that something happened counts: poll() reports no hang-up of a writer
// that never was (Linux fs/pipe.c pipe_poll, w_counter).
asio::awaitable<std::size_t> OutputFifo::read_some(asio::mutable_buffer buffer) {
  while (pipe_.is_open()) {
    if (!had_a_writer_ && !no_more_writers_) {
      boost::system::error_code woken;
      co_await pipe_.async_wait(asio::posix::stream_descriptor::wait_read,
                                asio::redirect_error(asio::use_awaitable, woken));
      if (woken) continue;  // closed, or no_more_writers()
      had_a_writer_ = true;
    }
    const ssize_t count = ::read(pipe_.native_handle(), buffer.data(), buffer.size());
    if (count >= 0) co_return static_cast<std::size_t>(count);
    if (errno == EINTR) continue;
    if (errno != EAGAIN) throw Error::from_errno("read", "a process's output");
    had_a_writer_ = true;  // else it would have been the end
    boost::system::error_code woken;
    co_await pipe_.async_wait(asio::posix::stream_descriptor::wait_read,
                              asio::redirect_error(asio::use_awaitable, woken));
  }
  co_return 0;
}

void OutputFifo::no_more_writers() {
  no_more_writers_ = true;
  if (pipe_.is_open()) pipe_.cancel();
}

void OutputFifo::close() {
  boost::system::error_code ignored;
  if (pipe_.is_open()) pipe_.close(ignored);
}

// Opened for reading too: opening would otherwise fail until the shim has opened its end.
InputFifo::InputFifo(const asio::any_io_executor& executor, const std::filesystem::path& path)
    : pipe_(executor, open_fifo(path, O_RDWR)) {}

asio::awaitable<void> InputFifo::write(asio::const_buffer bytes) {
  co_await asio::async_write(pipe_, bytes, asio::use_awaitable);
}

void InputFifo::close() {
  boost::system::error_code ignored;
  if (pipe_.is_open()) pipe_.close(ignored);
}

}  // namespace plimsoll::engine
