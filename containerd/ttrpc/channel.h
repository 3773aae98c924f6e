#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <memory>
#include <string>

#include "containerd/ttrpc/condition.h"
#include "containerd/ttrpc/frame.h"

namespace plimsoll::ttrpc {

// A connected socket of either side: bytes in, frames out. While nothing happens it holds no
// buffer.
//
//   while (co_await channel->fill(parser)) { while (auto event = parser.next()) ...; }
//   channel->push(encode(frame));
//
// Each push goes out whole and in order, so frames of concurrent coroutines never mix, and one that
// is cancelled leaves none half written.
class Channel : public std::enable_shared_from_this<Channel> {
 public:
  using Socket = boost::asio::local::stream_protocol::socket;

  explicit Channel(Socket socket);

  // Waits for bytes and feeds them; false when the connection is over.
  boost::asio::awaitable<bool> fill(FrameParser& parser);
  // Resumes when less than a MiB waits to be written, or the connection is over. A server waits for
  // this before it reads on, or a peer that asks but does not read would fill its memory. A client
  // does not, or both would wait for each other.
  boost::asio::awaitable<void> room();
  // Nothing happens if the connection is over.
  void push(std::string bytes);
  // Pushes, and resumes when the kernel has the bytes; false if the connection ended before.
  boost::asio::awaitable<bool> write(std::string bytes);
  // Resumes when nothing waits to be written, or the connection is over.
  boost::asio::awaitable<void> flushed();
  void close();

  [[nodiscard]] bool open() const noexcept { return socket_.is_open(); }
  [[nodiscard]] Socket& socket() noexcept { return socket_; }
  [[nodiscard]] boost::asio::any_io_executor executor() { return socket_.get_executor(); }

 private:
  enum class Reading { fed, nothing, over };

  Reading read_into(FrameParser& parser);
  void flush();
  void await_writable();
  void compact();
  [[nodiscard]] std::size_t backlog_size() const noexcept { return backlog_.size() - written_; }

  Socket socket_;
  std::string backlog_;  // pushed, and not yet taken by the kernel from written_ on
  std::size_t written_ = 0;
  std::uint64_t pushed_total_ = 0;
  bool awaiting_writable_ = false;
  Condition progress_;
};

}  // namespace plimsoll::ttrpc
