#include "reference-engine/stdio/process_io.h"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <system_error>

#include "errors/error.h"

namespace plimsoll::engine {
namespace asio = boost::asio;

std::shared_ptr<ProcessIo> ProcessIo::make(const asio::any_io_executor& executor, Options options) {
  if (options.terminal) options.standard_error = false;
  return std::shared_ptr<ProcessIo>(new ProcessIo(executor, std::move(options)));
}

ProcessIo::ProcessIo(const asio::any_io_executor& executor, Options options)
    : executor_(executor), options_(std::move(options)), changed_(executor), broadcast_(executor) {}

ProcessIo::~ProcessIo() {
  if (stage_ == Stage::there) return;  // the engine ends before the process; another takes over
  for (const Stream stream :
       {Stream::standard_input, Stream::standard_output, Stream::standard_error}) {
    const std::string path = path_of(stream);
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove(path, ignored);
  }
}

std::string ProcessIo::path_of(Stream stream) const {
  const bool wanted = stream == Stream::standard_input    ? options_.standard_input
                      : stream == Stream::standard_output ? options_.standard_output
                                                          : options_.standard_error;
  if (!wanted) return {};
  return (options_.directory / (options_.process + "-" + std::string(name_of(stream)))).string();
}

void ProcessIo::open() {
  std::error_code failed;
  std::filesystem::create_directories(options_.directory, failed);
  if (failed) {
    throw Error({.operation = "make the directory",
                 .subject = options_.directory.string(),
                 .cause = failed.message(),
                 .remedy = {}});
  }
  if (options_.log) options_.log->open();
  if (options_.standard_input) {
    input_ = std::make_shared<InputFifo>(executor_, path_of(Stream::standard_input));
  }
  if (options_.standard_output) output_ = start_pump(Stream::standard_output);
  if (options_.standard_error) error_ = start_pump(Stream::standard_error);
}

std::shared_ptr<OutputFifo> ProcessIo::start_pump(Stream stream) {
  auto fifo = std::make_shared<OutputFifo>(executor_, path_of(stream));
  ++pumps_;
  // The coroutine holds the object; it ends when the pipe does, at the latest in drain().
  asio::co_spawn(executor_, pump(stream, fifo),
                 [self = shared_from_this()](const std::exception_ptr&) { self->pump_ended(); });
  return fifo;
}

asio::awaitable<void> ProcessIo::pump(Stream stream, std::shared_ptr<OutputFifo> fifo) {
  std::array<char, 32 * 1024> buffer;
  for (;;) {
    const std::size_t count = co_await fifo->read_some(asio::buffer(buffer));
    if (count == 0) co_return;
    Chunk chunk;
    chunk.stream = stream;
    chunk.bytes = std::make_shared<const std::string>(buffer.data(), count);
    if (options_.log) options_.log->append(chunk);
    co_await broadcast_.publish(chunk);
  }
}

void ProcessIo::pump_ended() {
  --pumps_;
  changed_.notify_all();
}

void ProcessIo::enter(Stage stage) {
  stage_ = stage;
  changed_.notify_all();
}

void ProcessIo::process_is_there() { enter(Stage::there); }

asio::awaitable<bool> ProcessIo::input_is_open() {
  const auto self = shared_from_this();
  while (stage_ == Stage::waiting) co_await changed_.wait();
  co_return stage_ == Stage::there&& input_ && input_->is_open();
}

asio::awaitable<bool> ProcessIo::write_input(asio::const_buffer bytes) {
  if (!co_await input_is_open()) co_return false;
  const auto input = input_;
  try {
    co_await input->write(bytes);
  } catch (const boost::system::system_error&) {
    co_return false;
  }
  co_return true;
}

void ProcessIo::close_input() {
  if (input_) input_->close();
}

asio::awaitable<void> ProcessIo::drain(std::chrono::milliseconds limit) {
  const auto self = shared_from_this();
  process_ended();
  close_input();
  if (output_) output_->no_more_writers();
  if (error_) error_->no_more_writers();
  asio::steady_timer patience(executor_, limit);
  const auto out_of_patience = std::make_shared<bool>(false);
  patience.async_wait([self, out_of_patience](const boost::system::error_code& stopped) {
    if (stopped) return;
    *out_of_patience = true;
    self->changed_.notify_all();
  });
  while (pumps_ > 0 && !*out_of_patience) co_await changed_.wait();
  abandon();
}

void ProcessIo::abandon() {
  close_input();
  if (output_) output_->close();
  if (error_) error_->close();
  if (options_.log) options_.log->close();
  broadcast_.end();
  enter(Stage::over);
}

}  // namespace plimsoll::engine
