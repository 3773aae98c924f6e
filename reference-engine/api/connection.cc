#include "reference-engine/api/connection.h"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace plimsoll::engine::api {

namespace asio = boost::asio;

Connection::Connection(std::shared_ptr<Socket> socket, std::string already_read)
    : socket_(std::move(socket)), already_read_(std::move(already_read)) {}

asio::awaitable<std::size_t> Connection::read_some(asio::mutable_buffer buffer) {
  if (!already_read_.empty()) {
    const std::size_t count = asio::buffer_copy(buffer, asio::buffer(already_read_));
    already_read_.erase(0, count);
    co_return count;
  }
  boost::system::error_code error;
  co_return co_await socket_->async_read_some(buffer,
                                              asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<void> Connection::write(asio::const_buffer bytes) {
  co_await asio::async_write(*socket_, bytes, asio::use_awaitable);
}

void Connection::shutdown_send() {
  boost::system::error_code gone;
  socket_->shutdown(Socket::shutdown_send, gone);
}

void Connection::close() {
  boost::system::error_code gone;
  socket_->close(gone);
}

}  // namespace plimsoll::engine::api
