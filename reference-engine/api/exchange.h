#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/verb.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference-engine/api/connection.h"
#include "reference-engine/api/query.h"
#include "reference-engine/api/version.h"

namespace plimsoll::engine::api {

namespace http = boost::beast::http;

// One request, and the one answer to it.
//
//   awaitable<void> ping(Exchange& exchange) { co_await exchange.reply(http::status::ok); }
//
// What a handler throws is answered too: ApiError with its status, a containerd that is away with
// 503, all else with 500, each as {"message": …}.
class Exchange {
 public:
  // What the server's connection lends to an exchange.
  class Wire;

  Exchange(std::unique_ptr<Wire> wire, http::verb method, Target target);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  [[nodiscard]] http::verb method() const noexcept { return method_; }
  [[nodiscard]] ApiVersion version() const noexcept { return target_.version; }
  [[nodiscard]] const std::string& path() const noexcept { return target_.path; }

  // Of "/containers/{id}/start", decoded.
  [[nodiscard]] std::string path_parameter(std::string_view name) const;
  void set_path_parameters(std::map<std::string, std::string, std::less<>> parameters);
  // The first of a name's values counts, as in dockerd's forms.
  [[nodiscard]] std::optional<std::string> query(std::string_view name) const;
  // In the order they came, of a name that may be given several times.
  [[nodiscard]] std::vector<std::string> all_of_query(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name)
      const;  // absent, "", "0", "no", "false" and "none" are false, as in dockerd
  [[nodiscard]] std::string header(std::string_view name) const;

  // The whole body, of at most 4 MiB; null for an empty one. Throws ApiError.
  boost::asio::awaitable<nlohmann::json> json();
  // The body as it comes, of any length; 0 at its end.
  boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer buffer);

  boost::asio::awaitable<void> reply(http::status status);
  boost::asio::awaitable<void> reply(http::status status, const nlohmann::json& body);
  boost::asio::awaitable<void> reply_text(http::status status, std::string body);

  // An answer that goes on: chunks until end_stream().
  boost::asio::awaitable<void> begin_stream(http::status status, std::string_view content_type);
  boost::asio::awaitable<void> write(boost::asio::const_buffer bytes);
  boost::asio::awaitable<void> end_stream();

  // Leaves HTTP: 101 where the client asked for an upgrade, else 200, and then bytes.
  boost::asio::awaitable<Connection> hijack(std::string_view content_type);

  // Completes when the client hangs up.
  boost::asio::awaitable<void> peer_gone();

  [[nodiscard]] bool answered() const noexcept;

 private:
  std::unique_ptr<Wire> wire_;
  http::verb method_;
  Target target_;
  std::map<std::string, std::string, std::less<>> path_parameters_;
  Query query_;
};

}  // namespace plimsoll::engine::api
