#include "containerd/ttrpc/client.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "containerd/ttrpc/client_connection.h"

namespace plimsoll::ttrpc {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace {

[[noreturn]] void cannot_connect(const std::string& path, std::string cause) {
  throw ConnectionLost(
      {.operation = "connect to", .subject = path, .cause = std::move(cause), .remedy = {}});
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) {
    cannot_connect(path, "a socket's path has at most 107 bytes");
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

// connect(2) itself: of a Unix socket it never says EINPROGRESS but EAGAIN, for a listener whose
// queue is full, and Asio would take that for a connection under way.
int connect_now(int fd, const sockaddr_un& address) {
  const auto result = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  return result == 0 ? 0 : errno;
}

}  // namespace

asio::awaitable<Client> Client::connect(std::filesystem::path path) {
  const auto executor = co_await asio::this_coro::executor;
  const auto address = address_of(path.string());
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) cannot_connect(path.string(), std::generic_category().message(errno));
  stream_protocol::socket socket(executor, stream_protocol(), fd);
  while (const int error = connect_now(fd, address)) {
    if (error != EAGAIN && error != EINTR) {
      cannot_connect(path.string(), std::generic_category().message(error));
    }
    // The kernel does not tell when there is room in the queue of a listener.
    asio::steady_timer pause(executor, std::chrono::milliseconds(2));
    co_await pause.async_wait(asio::use_awaitable);
  }
  co_return Client(std::move(socket), path.string());
}

Client::Client(stream_protocol::socket socket, std::string peer)
    : connection_(std::make_shared<ClientConnection>(std::move(socket), std::move(peer))) {
  asio::co_spawn(connection_->channel().executor(), connection_->run(), asio::detached);
}

Client::~Client() {
  if (connection_) close();
}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&& other) noexcept {
  if (connection_ && connection_ != other.connection_) close();
  connection_ = std::move(other.connection_);
  return *this;
}

asio::awaitable<std::string> Client::call_raw(Request request) {
  auto answer = co_await ask(std::move(request));
  if (answer.status.code != Code::ok) throw StatusError(std::move(answer.status));
  co_return std::move(answer.payload);
}

asio::awaitable<Answer> Client::ask(Request request) {
  const auto connection = connection_;
  const auto id = connection->begin(request, 0);
  const auto reply = connection->reply(id);
  ClientStream stream(connection, id, what(request));
  asio::steady_timer deadline(connection->channel().executor());
  if (request.timeout.count() != 0) {
    deadline.expires_after(request.timeout);
    deadline.async_wait([reply](error_code error) {
      if (error || reply->answer) return;
      reply->answer = Answer{
          .status = {.code = Code::deadline_exceeded, .message = "context deadline exceeded"},
          .payload = {}};
      reply->changed.notify();
    });
  }
  co_return co_await stream.answer();
}

ClientStream Client::open(Request request, ClientData data) {
  const auto flags = data == ClientData::follows ? flag::remote_open : flag::remote_closed;
  return ClientStream(connection_, connection_->begin(request, flags), what(request));
}

void Client::parse(google::protobuf::MessageLite& response, const std::string& payload) {
  if (response.ParseFromString(payload)) return;
  throw StatusError(Code::internal,
                    "unmarshal response error: the payload is no " + response.GetTypeName());
}

bool Client::connected() const { return connection_->channel().open(); }
void Client::close() { connection_->channel().close(); }

}  // namespace plimsoll::ttrpc
