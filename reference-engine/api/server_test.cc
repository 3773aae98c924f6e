#include "reference-engine/api/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <thread>

#include "reference-engine/api/api_error.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

asio::awaitable<void> echo(Exchange& exchange) {
  const nlohmann::json body = co_await exchange.json();
  co_await exchange.reply(http::status::ok, body);
}

asio::awaitable<void> refuse(Exchange&) {
  throw ApiError(http::status::conflict, "taken");
  co_return;
}

asio::awaitable<void> raise(Exchange&) {
  throw std::runtime_error("inside");
  co_return;
}

asio::awaitable<void> count_up(Exchange& exchange) {
  co_await exchange.begin_stream(http::status::ok, "text/plain");
  for (const char* word : {"one", "two"}) co_await exchange.write(asio::buffer(word, 3));
  co_await exchange.end_stream();
}

asio::awaitable<void> upgrade(Exchange& exchange) {
  Connection connection = co_await exchange.hijack("application/vnd.docker.raw-stream");
  std::array<char, 16> bytes{};
  const auto count = co_await connection.read_some(asio::buffer(bytes));
  co_await connection.write(asio::buffer(bytes, count));
  connection.close();
}

// A server on a socket of its own, and clients that say bytes to it.
class HttpServer : public testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/plimsoll-http.XXXXXX";
    ASSERT_NE(mkdtemp(pattern), nullptr);
    directory_ = pattern;
    router_.add(http::verb::post, "/echo", echo);
    router_.add(http::verb::get, "/refuse", refuse);
    router_.add(http::verb::get, "/raise", raise);
    router_.add(http::verb::get, "/count", count_up);
    router_.add(http::verb::post, "/upgrade", upgrade);
    server_.listen(socket(), "root");
    thread_ = std::thread([this] { context_.run(); });
  }

  void TearDown() override {
    context_.stop();
    thread_.join();
    fs::remove_all(directory_);
  }

  fs::path socket() const { return directory_ / "s"; }

  // Says all of it, and returns everything that came until the server closed, or until `until`
  // came.
  std::string say(const std::string& bytes, std::string_view until = {}) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::ranges::copy(socket().string(), address.sun_path);
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      return "no connection";
    for (std::size_t sent = 0; sent < bytes.size();) {
      const auto count = ::send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
    if (until.empty()) ::shutdown(fd, SHUT_WR);
    std::string answer;
    char piece[4096];
    while (until.empty() || answer.find(until) == std::string::npos) {
      const auto count = ::recv(fd, piece, sizeof piece, 0);
      if (count <= 0) break;
      answer.append(piece, static_cast<std::size_t>(count));
    }
    ::close(fd);
    return answer;
  }

  static std::string post(const std::string& path, const std::string& body) {
    return "POST " + path +
           " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
  }

  fs::path directory_;
  asio::io_context context_;
  Router router_;
  Server server_{context_.get_executor(), router_};
  std::thread thread_;
};

TEST_F(HttpServer, IsForRootAndItsGroup) {
  struct stat status {};
  ASSERT_EQ(::stat(socket().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0660U);
  EXPECT_EQ(status.st_uid, 0U);
}

TEST_F(HttpServer, AnswersAndKeepsTheConnection) {
  const std::string one = post("/v1.41/echo", R"({"a":1})");
  const std::string answers = say(one + one);
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answers, HasSubstr("Api-Version: 1.51\r\n"));
  EXPECT_THAT(answers.substr(20), HasSubstr("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answers, EndsWith("{\"a\":1}\n"));
}

TEST_F(HttpServer, TellsErrorsAsJson) {
  EXPECT_THAT(say("GET /refuse HTTP/1.1\r\n\r\n"), EndsWith("{\"message\":\"taken\"}\n"));
  EXPECT_THAT(say("GET /raise HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(say("GET /nowhere HTTP/1.1\r\n\r\n"), EndsWith("{\"message\":\"page not found\"}\n"));
  EXPECT_THAT(say("PUT /echo HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
  EXPECT_THAT(say("GET /v1.10/refuse HTTP/1.1\r\n\r\n"),
              HasSubstr("client version 1.10 is too old"));
}

TEST_F(HttpServer, RefusesWhatIsNoJson) {
  EXPECT_THAT(say(post("/echo", "{")), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(say(post("/echo", "")), EndsWith("null\n"));
}

TEST_F(HttpServer, RefusesABodyThatIsTooLarge) {
  EXPECT_THAT(say(post("/echo", std::string(100 << 20, ' '))), StartsWith("HTTP/1.1 413 "));
}

TEST_F(HttpServer, RefusesWhatIsNoHttp) {
  EXPECT_THAT(say("garbage\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(say("GET / HTTP/1.1\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n"),
              StartsWith("HTTP/1.1 400 "));
}

TEST_F(HttpServer, OutlivesClientsThatLeaveAtAnyByte) {
  const std::string request = post("/echo", R"({"a":1})");
  for (std::size_t length = 0; length < request.size(); ++length) {
    say(request.substr(0, length));
  }
  EXPECT_THAT(say(request), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(HttpServer, StreamsInChunks) {
  EXPECT_THAT(say("GET /count HTTP/1.1\r\n\r\n"), EndsWith("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"));
}

TEST_F(HttpServer, LeavesHttpWhenAsked) {
  const std::string upgraded =
      say("POST /upgrade HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello", "hello");
  EXPECT_THAT(upgraded, StartsWith("HTTP/1.1 101 UPGRADED\r\n"));
  EXPECT_THAT(upgraded, EndsWith("\r\n\r\nhello"));
  EXPECT_THAT(say("POST /upgrade HTTP/1.1\r\n\r\nhello", "hello"),
              StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(HttpServer, WaitsForTheWordBeforeABody) {
  const std::string head =
      "POST /echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  EXPECT_THAT(say(head, "Continue\r\n\r\n"), StartsWith("HTTP/1.1 100 Continue"));
}

TEST_F(HttpServer, DoesNotTakeTheSocketOfALivingOne) {
  Server second(context_.get_executor(), router_);
  EXPECT_THROW(second.listen(socket(), "root"), std::runtime_error);
}

}  // namespace
}  // namespace plimsoll::engine::api
