#include "reference-engine/api/exchange.h"

#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "reference-engine/api/api_error.h"
#include "reference-engine/api/query.h"
#include "reference-engine/api/wire.h"
#include "reference-engine/json/parse.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLargestJson = std::size_t{4} << 20;

template <class Body>
void set_common_headers(http::response<Body>& response, unsigned http_version) {
  response.version(http_version);
  response.set("Api-Version", to_string(kNewest));
  response.set("Docker-Experimental", "false");
  response.set("Ostype", "linux");
  response.set(http::field::server, "Plimsoll/0.1.0 (linux)");
}

bool has_no_body(http::status status) {
  return status == http::status::no_content || status == http::status::not_modified;
}

}  // namespace

Exchange::Exchange(std::unique_ptr<Wire> wire, http::verb method, Target target)
    : wire_(std::move(wire)),
      method_(method),
      target_(std::move(target)),
      query_(parse_query(target_.query)) {}

Exchange::~Exchange() = default;

std::string Exchange::path_parameter(std::string_view name) const {
  const auto found = path_parameters_.find(name);
  return found == path_parameters_.end() ? std::string() : found->second;
}

void Exchange::set_path_parameters(std::map<std::string, std::string, std::less<>> parameters) {
  path_parameters_ = std::move(parameters);
}

std::optional<std::string> Exchange::query(std::string_view name) const {
  const auto found = query_.find(name);
  if (found == query_.end()) return std::nullopt;
  return found->second.front();
}

std::vector<std::string> Exchange::all_of_query(std::string_view name) const {
  const auto found = query_.find(name);
  return found == query_.end() ? std::vector<std::string>() : found->second;
}

bool Exchange::flag(std::string_view name) const {
  const auto value = query(name);
  if (!value) return false;
  for (const char* no : {"", "0", "no", "false", "none"}) {
    if (boost::iequals(*value, no)) return false;
  }
  return true;
}

std::string Exchange::header(std::string_view name) const {
  const auto value = wire_->parser_->get()[boost::string_view(name.data(), name.size())];
  return std::string(value.data(), value.size());
}

bool Exchange::answered() const noexcept { return wire_->answered_ || wire_->broken_; }

asio::awaitable<std::size_t> Exchange::read_some(asio::mutable_buffer buffer) {
  auto& parser = *wire_->parser_;
  if (parser.is_done() || buffer.size() == 0) co_return 0;
  if (boost::iequals(header("Expect"), "100-continue") && parser.get().body().data == nullptr) {
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(*wire_->socket_, asio::buffer(kGoOn), asio::use_awaitable);
  }
  parser.get().body().data = buffer.data();
  parser.get().body().size = buffer.size();
  boost::system::error_code error;
  co_await http::async_read(*wire_->socket_, *wire_->buffer_, parser,
                            asio::redirect_error(asio::use_awaitable, error));
  if (error && error != http::error::need_buffer) {
    wire_->broken_ = true;  // nobody is there to read an answer
    throw boost::system::system_error(error);
  }
  co_return buffer.size() - parser.get().body().size;
}

asio::awaitable<nlohmann::json> Exchange::json() {
  std::string text;
  std::array<char, 16 * 1024> piece{};
  while (const std::size_t count = co_await read_some(asio::buffer(piece))) {
    if (text.size() + count > kLargestJson) {
      throw ApiError(http::status::payload_too_large, "the request body is larger than 4 MiB");
    }
    text.append(piece.data(), count);
  }
  if (text.empty()) co_return nullptr;
  auto parsed = parse_json(text);
  if (!parsed) {
    throw ApiError(http::status::bad_request, "invalid JSON: the request body cannot be read");
  }
  co_return std::move(*parsed);
}

asio::awaitable<void> Exchange::reply(http::status status) { co_await reply_text(status, {}); }

asio::awaitable<void> Exchange::reply(http::status status, const nlohmann::json& body) {
  // Output of programs may hold bytes that are no UTF-8; an answer has to be sent all the same.
  std::string text = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  http::response<http::string_body> response(status, 11);
  set_common_headers(response, 11);
  response.set(http::field::content_type, "application/json");
  if (method_ != http::verb::head) response.body() = std::move(text);
  response.keep_alive(wire_->parser_->keep_alive());
  response.prepare_payload();
  wire_->answered_ = true;
  co_await http::async_write(*wire_->socket_, response, asio::use_awaitable);
}

asio::awaitable<void> Exchange::reply_text(http::status status, std::string body) {
  http::response<http::string_body> response(status, 11);
  set_common_headers(response, 11);
  if (!body.empty()) response.set(http::field::content_type, "text/plain; charset=utf-8");
  if (method_ != http::verb::head) response.body() = std::move(body);
  response.keep_alive(wire_->parser_->keep_alive());
  if (!has_no_body(status)) response.prepare_payload();
  wire_->answered_ = true;
  co_await http::async_write(*wire_->socket_, response, asio::use_awaitable);
}

asio::awaitable<void> Exchange::begin_stream(http::status status, std::string_view content_type) {
  http::response<http::empty_body> response(status, 11);
  set_common_headers(response, 11);
  response.set(http::field::content_type,
               boost::string_view(content_type.data(), content_type.size()));
  response.chunked(true);
  wire_->answered_ = true;
  wire_->chunked_ = true;
  http::response_serializer<http::empty_body> serializer(response);
  co_await http::async_write_header(*wire_->socket_, serializer, asio::use_awaitable);
}

asio::awaitable<void> Exchange::write(asio::const_buffer bytes) {
  if (bytes.size() == 0) co_return;  // an empty chunk would end the stream
  const auto chunk = http::make_chunk(bytes);
  co_await asio::async_write(*wire_->socket_, chunk, asio::use_awaitable);
}

asio::awaitable<void> Exchange::end_stream() {
  co_await asio::async_write(*wire_->socket_, http::make_chunk_last(), asio::use_awaitable);
}

asio::awaitable<Connection> Exchange::hijack(std::string_view content_type) {
  std::string head = boost::iequals(header("Upgrade"), "tcp")
                         ? "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                         : "HTTP/1.1 200 OK\r\n";
  head += "Content-Type: " + std::string(content_type) + "\r\nApi-Version: " + to_string(kNewest) +
          "\r\n\r\n";
  wire_->answered_ = true;
  wire_->hijacked_ = true;
  co_await asio::async_write(*wire_->socket_, asio::buffer(head), asio::use_awaitable);
  std::string already_read(static_cast<const char*>(wire_->buffer_->data().data()),
                           wire_->buffer_->size());
  wire_->buffer_->consume(wire_->buffer_->size());
  co_return Connection(wire_->socket_, std::move(already_read));
}

asio::awaitable<void> Exchange::peer_gone() {
  // Bytes that come meanwhile belong to the next request; only their end is looked for.
  boost::system::error_code error;
  co_await wire_->socket_->async_wait(Wire::Socket::wait_read,
                                      asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return;
  char byte = 0;
  const auto seen =
      wire_->socket_->receive(asio::buffer(&byte, 1), Wire::Socket::message_peek, error);
  if (error || seen == 0) co_return;
  co_await wire_->socket_->async_wait(Wire::Socket::wait_error,
                                      asio::redirect_error(asio::use_awaitable, error));
}

}  // namespace plimsoll::engine::api
