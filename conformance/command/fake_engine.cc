#include "conformance/command/fake_engine.h"

#include <fcntl.h>

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

namespace plimsoll::conformance {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Protocol = asio::local::stream_protocol;

class FakeEngine::Server {
 public:
  Server(const std::filesystem::path& socket, Manner manner)
      : manner_(manner), acceptor_(context_, Protocol::endpoint(socket.string())) {
    // Asio leaves that out: a program started by the test would go on listening after the engine
    // died.
    ::fcntl(acceptor_.native_handle(), F_SETFD, FD_CLOEXEC);
    asio::co_spawn(context_, accept(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~Server() {
    context_.stop();
    thread_.join();
  }

 private:
  asio::awaitable<void> accept() {
    for (;;) {
      Protocol::socket peer = co_await acceptor_.async_accept(asio::use_awaitable);
      asio::co_spawn(context_, serve(std::move(peer)), asio::detached);
    }
  }

  asio::awaitable<void> serve(Protocol::socket peer) {
    beast::flat_buffer buffer;
    for (;;) {
      http::request<http::string_body> request;
      co_await http::async_read(peer, buffer, request, asio::use_awaitable);
      const bool create = request.target().find("/containers/create") != std::string_view::npos;
      if (create && manner_ != Manner::refuses && !accepts()) {
        co_await misbehave(peer);
        co_return;
      }
      http::response<http::string_body> response =
          create ? answer_to_create(request) : answer(request);
      response.version(11);
      response.keep_alive(request.keep_alive());
      response.prepare_payload();
      co_await http::async_write(peer, response, asio::use_awaitable);
    }
  }

  [[nodiscard]] bool accepts() const {
    return manner_ == Manner::accepts || manner_ == Manner::keeps;
  }

  http::response<http::string_body> answer_to_create(
      const http::request<http::string_body>& request) const {
    http::response<http::string_body> response;
    response.result(accepts() ? 201 : 400);
    const auto body = nlohmann::json::parse(request.body());
    const auto runtime = body.at("HostConfig").value("Runtime", nlohmann::json(""));
    const std::string name = runtime.is_string() ? runtime.get<std::string>() : runtime.dump();
    const nlohmann::json message = {{"message", "unknown or invalid runtime name: " + name}};
    const nlohmann::json created = {{"Id", std::string(64, '1')}, {"Warnings", nullptr}};
    response.body() = accepts() ? created.dump() : message.dump();
    return response;
  }

  http::response<http::string_body> answer(const http::request<http::string_body>& request) const {
    http::response<http::string_body> response;
    const std::string target(request.target());
    response.result(200);
    response.body() = "[]";
    if (target.ends_with("/version"))
      response.body() =
          R"({"Components": [{"Name": "Fake"}], "Version": "1.2", "ApiVersion": "1.41"})";
    if (target.ends_with("/_ping")) response.body() = "OK";
    if (target.ends_with("/info")) {
      response.body() = R"({"DefaultRuntime": "runc", "Runtimes": {"runc": {}}})";
    }
    if (request.method() == http::verb::delete_) {
      response.result(manner_ == Manner::keeps ? 500 : 204);
      response.body().clear();
    }
    return response;
  }

  asio::awaitable<void> misbehave(Protocol::socket& peer) {
    const std::string half =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 1000\r\n\r\n{\"message\": \"unkn";
    switch (manner_) {
      case Manner::dies:
        acceptor_.close();
        break;
      case Manner::rubbish:
        co_await asio::async_write(peer, asio::buffer(std::string_view("\x16\x03\x01 what?\r\n")),
                                   asio::use_awaitable);
        break;
      case Manner::half:
        co_await asio::async_write(peer, asio::buffer(half), asio::use_awaitable);
        break;
      case Manner::hangs:
      case Manner::hangs_slowly:
        co_await hang(peer);
        break;
      case Manner::refuses:
      case Manner::accepts:
      case Manner::keeps:
        break;
    }
  }

  asio::awaitable<void> hang(Protocol::socket& peer) {
    asio::steady_timer timer(context_);
    for (;;) {
      timer.expires_after(std::chrono::milliseconds(100));
      co_await timer.async_wait(asio::use_awaitable);
      if (manner_ == Manner::hangs) continue;
      co_await asio::async_write(peer, asio::buffer(std::string_view("H")), asio::use_awaitable);
    }
  }

  Manner manner_;
  asio::io_context context_;
  Protocol::acceptor acceptor_;
  std::thread thread_;
};

FakeEngine::FakeEngine(std::filesystem::path socket, Manner manner) : socket_(std::move(socket)) {
  server_ = std::make_unique<Server>(socket_, manner);
}

FakeEngine::~FakeEngine() {
  server_.reset();
  std::error_code ignored;
  std::filesystem::remove(socket_, ignored);
}

}  // namespace plimsoll::conformance
