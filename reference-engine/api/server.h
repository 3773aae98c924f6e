#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "reference-engine/api/http_rules.h"
#include "reference-engine/api/router.h"

namespace plimsoll::engine::api {

// The HTTP server on a unix socket. Root's, mode 0660: whoever may write to it is as good as root
// on this host.
//
//   Server server(executor, router);
//   server.listen("/run/plimsoll.sock", "docker");
class Server {
 public:
  Server(boost::asio::any_io_executor executor, const Router& router, HttpRules rules = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Replaces a socket that nobody listens on. Throws Error when somebody does, or the group is
  // unknown; an empty group is `docker` if there is one, else root's.
  void listen(const std::filesystem::path& socket, const std::string& group);

  // Accepts no more, and ends the connections that wait for a request. Requests under way go on.
  void stop();

 private:
  using Protocol = boost::asio::local::stream_protocol;

  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> serve(std::shared_ptr<Protocol::socket> socket);

  boost::asio::any_io_executor executor_;
  const Router& router_;
  HttpRules rules_;
  Protocol::acceptor acceptor_;
  std::filesystem::path path_;
  std::set<std::shared_ptr<Protocol::socket>> idle_;
  bool stopping_ = false;
};

}  // namespace plimsoll::engine::api
