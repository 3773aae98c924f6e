#include "reference-engine/api/server.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "errors/error.h"
#include "reference-engine/api/api_error.h"
#include "reference-engine/api/error_answer.h"
#include "reference-engine/api/wire.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using Socket = Exchange::Wire::Socket;
using Parser = Exchange::Wire::Parser;

constexpr std::uint32_t kLargestHead = 64 << 10;
// A body nobody wanted is read to its end up to here, so that the client gets to read its answer.
constexpr std::size_t kLargestUnread = std::size_t{128} << 20;
constexpr auto kPatience = 30s;  // for a request's head, and for the rest of a body nobody wanted

enum class Head { read, ended, malformed };

asio::awaitable<boost::system::error_code> read_head(Socket& socket,
                                                     boost::beast::flat_buffer& buffer,
                                                     Parser& parser) {
  boost::system::error_code error;
  co_await http::async_read_header(socket, buffer, parser,
                                   asio::redirect_error(asio::use_awaitable, error));
  co_return error;
}

// The head of a request has to come whole within a time, once it has begun.
asio::awaitable<Head> next_head(Socket& socket, boost::beast::flat_buffer& buffer, Parser& parser) {
  if (buffer.size() == 0) {
    boost::system::error_code error;
    co_await socket.async_wait(Socket::wait_read, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return Head::ended;
  }
  asio::steady_timer patience(socket.get_executor(), kPatience);
  const auto first =
      co_await (read_head(socket, buffer, parser) || patience.async_wait(asio::use_awaitable));
  if (first.index() == 1) co_return Head::ended;
  const auto error = std::get<0>(first);
  if (!error) co_return Head::read;
  const bool unfinished = error == http::error::end_of_stream ||
                          error == http::error::partial_message ||
                          error.category() == boost::system::system_category();
  co_return unfinished ? Head::ended : Head::malformed;
}

asio::awaitable<void> refuse_malformed(Socket& socket) {
  http::response<http::string_body> response(http::status::bad_request, 11);
  response.set(http::field::content_type, "application/json");
  response.body() = "{\"message\":\"malformed HTTP request\"}\n";
  response.keep_alive(false);
  response.prepare_payload();
  boost::system::error_code gone;
  co_await http::async_write(socket, response, asio::redirect_error(asio::use_awaitable, gone));
}

// False: there is no reading on. Errors are told by value, as `||` below waits on after an
// exception.
asio::awaitable<bool> discard(Exchange& exchange) {
  std::array<char, 64 * 1024> unwanted;
  try {
    for (std::size_t total = 0; total < kLargestUnread;) {
      const std::size_t count = co_await exchange.read_some(asio::buffer(unwanted));
      if (count == 0) co_return true;
      total += count;
    }
  } catch (const boost::system::system_error&) {
  }
  co_return false;
}

asio::awaitable<bool> discard_in_time(Socket& socket, Exchange& exchange) {
  asio::steady_timer patience(socket.get_executor(), kPatience);
  const auto first = co_await (discard(exchange) || patience.async_wait(asio::use_awaitable));
  co_return first.index() == 0 && std::get<0>(first);
}

void require_served(const HttpRules& rules, const Exchange& exchange, const Router::Match& match) {
  if (const auto why = rules.objection_to(exchange.version()))
    throw ApiError(http::status::bad_request, *why);
  if (match.handler != nullptr) return;
  if (match.path_known) throw ApiError(http::status::method_not_allowed, "method not allowed");
  throw ApiError(http::status::not_found, "page not found");
}

asio::awaitable<void> handle(const Router& router, const HttpRules& rules, Exchange& exchange) {
  std::exception_ptr thrown;
  try {
    auto match = router.find(exchange.method(), exchange.path());
    require_served(rules, exchange, match);
    exchange.set_path_parameters(std::move(match.parameters));
    co_await (*match.handler)(exchange);
  } catch (...) {
    thrown = std::current_exception();
  }
  if (!thrown || exchange.answered()) co_return;  // an answer that has begun cannot be taken back
  const ErrorAnswer answer = rules.answer_to(thrown);
  if (answer.as_text) {
    co_await exchange.reply_text(answer.status, answer.message);
    co_return;
  }
  const nlohmann::json body = {{"message", answer.message}};
  co_await exchange.reply(answer.status, body);
}

gid_t group_id(const std::string& wanted) {
  const ::group* found = ::getgrnam(wanted.empty() ? "docker" : wanted.c_str());
  if (found != nullptr) return found->gr_gid;
  if (wanted.empty()) return 0;
  throw Error({.operation = "serve the API to group",
               .subject = wanted,
               .cause = "there is no such group",
               .remedy = "groupadd " + wanted + ", or name another with --group"});
}

}  // namespace

Server::Server(asio::any_io_executor executor, const Router& router, HttpRules rules)
    : executor_(std::move(executor)),
      router_(router),
      rules_(std::move(rules)),
      acceptor_(executor_) {}

Server::~Server() { stop(); }

void Server::listen(const std::filesystem::path& socket, const std::string& group) {
  const gid_t gid = group_id(group);
  const Protocol::endpoint endpoint(socket.string());
  std::filesystem::create_directories(socket.parent_path());
  boost::system::error_code refused;
  Protocol::socket probe(executor_);
  probe.connect(endpoint, refused);
  if (!refused) {
    throw Error({.operation = "listen on",
                 .subject = socket.string(),
                 .cause = "another engine is listening there",
                 .remedy = "stop it, or choose another socket with --host"});
  }
  if (std::filesystem::is_socket(std::filesystem::symlink_status(socket)))
    std::filesystem::remove(socket);

  acceptor_.open(endpoint.protocol());
  const mode_t before =
      ::umask(0777);  // nobody may connect before owner and mode are what they should be
  boost::system::error_code failed;
  acceptor_.bind(endpoint, failed);
  ::umask(before);
  if (failed) {
    throw Error({.operation = "listen on",
                 .subject = socket.string(),
                 .cause = failed.message(),
                 .remedy = {}});
  }
  path_ = socket;
  if (::chown(socket.c_str(), 0, gid) != 0) throw Error::from_errno("chown", socket.string());
  if (::chmod(socket.c_str(), 0660) != 0) throw Error::from_errno("chmod", socket.string());
  acceptor_.listen();
  asio::co_spawn(executor_, accept(), asio::detached);
}

void Server::stop() {
  if (stopping_) return;
  stopping_ = true;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  for (const auto& socket : idle_) socket->close(ignored);
  if (!path_.empty()) ::unlink(path_.c_str());
}

asio::awaitable<void> Server::accept() {
  while (!stopping_) {
    boost::system::error_code error;
    auto socket = std::make_shared<Protocol::socket>(executor_);
    co_await acceptor_.async_accept(*socket, asio::redirect_error(asio::use_awaitable, error));
    if (!error) asio::co_spawn(executor_, serve(std::move(socket)), asio::detached);
    if (error == asio::error::no_descriptors) {
      asio::steady_timer relief(executor_, 100ms);  // nothing tells when descriptors are free again
      co_await relief.async_wait(asio::use_awaitable);
    }
  }
}

asio::awaitable<void> Server::serve(std::shared_ptr<Protocol::socket> socket) {
  const auto buffer = std::make_shared<boost::beast::flat_buffer>();
  try {
    while (!stopping_) {
      const auto parser = std::make_shared<Parser>();
      parser->header_limit(kLargestHead);
      parser->body_limit(boost::none);
      idle_.insert(socket);
      const Head head = co_await next_head(*socket, *buffer, *parser);
      idle_.erase(socket);
      if (head == Head::malformed) co_await refuse_malformed(*socket);
      if (head != Head::read) co_return;

      auto owned = std::make_unique<Exchange::Wire>(socket, buffer, parser);
      const Exchange::Wire& wire = *owned;
      const auto target = parser->get().target();
      Exchange exchange(std::move(owned), parser->get().method(),
                        rules_.read_target({target.data(), target.size()}));
      co_await handle(router_, rules_, exchange);
      if (wire.hijacked_ || wire.broken_) co_return;
      if (!co_await discard_in_time(*socket, exchange) || !parser->keep_alive()) co_return;
    }
  } catch (const boost::system::system_error&) {
    idle_.erase(socket);  // the client has gone
  }
}

}  // namespace plimsoll::engine::api
