#include "reference-engine/api/start_body.h"

#include <array>

#include "reference-engine/api/api_error.h"

namespace plimsoll::engine::api {

boost::asio::awaitable<void> refuse_start_body(Exchange& exchange, ContainerService&) {
  constexpr std::size_t kHarmless = 7;
  std::array<char, 64> buffer;
  std::size_t total = 0;
  while (total <= kHarmless) {
    const std::size_t count = co_await exchange.read_some(boost::asio::buffer(buffer));
    if (count == 0) co_return;
    total += count;
  }
  throw ApiError(
      http::status::bad_request,
      "starting container with non-empty request body was deprecated since API v1.22 and "
      "removed in v1.24");
}

}  // namespace plimsoll::engine::api
