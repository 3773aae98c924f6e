#pragma once

#include <google/protobuf/message_lite.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "containerd/ttrpc/client_stream.h"
#include "containerd/ttrpc/connection_lost.h"
#include "containerd/ttrpc/request.h"

namespace plimsoll::ttrpc {

struct CallOptions {
  std::chrono::nanoseconds timeout{};  // zero: none. Sent along, and kept here too
  std::vector<std::pair<std::string, std::string>> metadata;
};

// One connection to a TTRPC server, for any number of calls at once.
//
//   auto client = co_await Client::connect("/run/containerd/s/1234");
//   const CallOptions options{.timeout = 5s, .metadata = {{"containerd-namespace-ttrpc", "moby"}}};
//   auto state = co_await client.call<StateResponse>(
//       "containerd.task.v2.Task", "State", request, options);
//
// (Options have a name of their own because GCC 12 destroys an aggregate made inside a co_await
// expression twice.) An answered error is thrown as StatusError, so is a passed deadline
// (DeadlineExceeded) and an answer that can't be read (Internal). ConnectionLost is thrown by every
// call of a connection that ends. Cancelling the coroutine abandons the call: TTRPC has no message
// for that, so the server finishes it for nobody. Client and executor belong to one thread.
class Client {
 public:
  // Throws ConnectionLost when nobody listens there.
  static boost::asio::awaitable<Client> connect(std::filesystem::path socket);
  // A connected socket, e.g. of a socketpair.
  explicit Client(boost::asio::local::stream_protocol::socket socket, std::string peer = "socket");
  ~Client();  // closes
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  template <class Response, class Message>
  boost::asio::awaitable<Response> call(std::string service, std::string method,
                                        const Message& message, CallOptions options) {
    return parsed<Response>(call_raw({.service = std::move(service),
                                      .method = std::move(method),
                                      .payload = message.SerializeAsString(),
                                      .timeout = options.timeout,
                                      .metadata = std::move(options.metadata)}));
  }
  template <class Response, class Message>
  boost::asio::awaitable<Response> call(std::string service, std::string method,
                                        const Message& message) {
    return call<Response>(std::move(service), std::move(method), message, CallOptions());
  }
  // The same in bytes.
  boost::asio::awaitable<std::string> call_raw(Request request);
  // The same, with an answered error returned.
  boost::asio::awaitable<Answer> ask(Request request);
  // Begins a stream, with data to send (ClientData::follows) or only to receive. Throws
  // ConnectionLost.
  [[nodiscard]] ClientStream open(Request request, ClientData data = ClientData::follows);

  [[nodiscard]] bool connected() const;
  void close();

 private:
  template <class Response>
  static boost::asio::awaitable<Response> parsed(boost::asio::awaitable<std::string> call) {
    const std::string payload = co_await std::move(call);
    Response response;
    parse(response, payload);
    co_return response;
  }
  static void parse(google::protobuf::MessageLite& response, const std::string& payload);

  std::shared_ptr<ClientConnection> connection_;
};

}  // namespace plimsoll::ttrpc
