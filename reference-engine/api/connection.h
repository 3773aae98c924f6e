#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <memory>
#include <string>

namespace plimsoll::engine::api {

// A client's connection after HTTP has been left behind: bytes both ways.
class Connection {
 public:
  using Socket = boost::asio::local::stream_protocol::socket;

  // `already_read`: bytes that came with the request's head.
  Connection(std::shared_ptr<Socket> socket, std::string already_read);

  // 0 when the client sends no more.
  boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer buffer);
  // Throws boost::system::system_error when the client has gone.
  boost::asio::awaitable<void> write(boost::asio::const_buffer bytes);

  void shutdown_send();
  void close();

 private:
  std::shared_ptr<Socket> socket_;
  std::string already_read_;
};

}  // namespace plimsoll::engine::api
