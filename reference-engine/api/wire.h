#pragma once

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <memory>

#include "reference-engine/api/exchange.h"

namespace plimsoll::engine::api {

// The Beast side of an exchange, kept out of the headers of the endpoints.
class Exchange::Wire {
 public:
  using Socket = boost::asio::local::stream_protocol::socket;
  using Parser = http::request_parser<http::buffer_body>;

  Wire(std::shared_ptr<Socket> socket, std::shared_ptr<boost::beast::flat_buffer> buffer,
       std::shared_ptr<Parser> parser)
      : socket_(std::move(socket)), buffer_(std::move(buffer)), parser_(std::move(parser)) {}

  std::shared_ptr<Socket> socket_;
  std::shared_ptr<boost::beast::flat_buffer> buffer_;
  std::shared_ptr<Parser> parser_;
  bool answered_ = false;
  bool hijacked_ = false;
  bool broken_ = false;  // the client left within its request
  bool chunked_ = false;
};

}  // namespace plimsoll::engine::api
