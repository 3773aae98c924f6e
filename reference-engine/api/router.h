#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reference-engine/api/exchange.h"

namespace plimsoll::engine::api {

using Handler = std::function<boost::asio::awaitable<void>(Exchange&)>;

// Which handler answers a path.
//
//   router.add(http::verb::post, "/containers/{id}/start", start);   // {id}: one segment, never
//   empty router.add(http::verb::get, "/images/{name...}/json", inspect);  // {name...}: one or
//   more
class Router {
 public:
  void add(http::verb method, std::string_view pattern, Handler handler);

  struct Match {
    const Handler* handler = nullptr;
    std::map<std::string, std::string, std::less<>> parameters = {};
    bool path_known = false;  // another method would be served
  };
  // `path` without version and query, percent-encoded.
  [[nodiscard]] Match find(http::verb method, std::string_view path) const;

 private:
  struct Route {
    http::verb method;
    std::vector<std::string> pattern;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace plimsoll::engine::api
