#include "reference-engine/api/event_stream.h"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>

#include "reference-engine/api/api_error.h"
#include "reference-engine/api/moment.h"
#include "reference-engine/json/filters.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using http::status;
using nlohmann::json;
using namespace asio::experimental::awaitable_operators;

json told(const Event& event) {
  const auto nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(event.time.time_since_epoch()).count();
  return {{"Type", event.type},
          {"Action", event.action},
          {"Actor", {{"ID", event.actor}, {"Attributes", event.attributes}}},
          {"status", event.action},
          {"id", event.actor},
          {"scope", "local"},
          {"time", nanoseconds / 1'000'000'000},
          {"timeNano", nanoseconds}};
}

bool satisfies(const Event& event, std::string_view filter, const std::string& value) {
  if (filter == "type") return value == event.type;
  if (filter == "event") return value == event.action;
  if (filter != event.type) return false;  // "container": an id's beginning, or a name
  const auto named = event.attributes.find("name");
  return event.actor.starts_with(value) ||
         (named != event.attributes.end() && named->second == value);
}

bool wanted(const Event& event, const Filters& filters) {
  return std::ranges::all_of(filters, [&](const auto& filter) {
    return std::ranges::any_of(
        filter.second, [&](const auto& value) { return satisfies(event, filter.first, value); });
  });
}

awaitable<void> tell(Exchange& exchange, const Event& event, const Filters& filters) {
  if (!wanted(event, filters)) co_return;
  const std::string line = told(event).dump() + "\n";
  co_await exchange.write(asio::buffer(line));
}

awaitable<void> follow(Exchange& exchange, std::shared_ptr<EventBus::Subscription> subscription,
                       const Filters& filters) {
  for (;;) {
    const Event event = co_await subscription->next();
    co_await tell(exchange, event, filters);
  }
}

awaitable<void> until(std::optional<Timestamp> end) {
  asio::steady_timer timer(co_await asio::this_coro::executor,
                           asio::steady_timer::time_point::max());
  if (end) timer.expires_after(*end - now());
  co_await timer.async_wait(asio::use_awaitable);
}

awaitable<void> events(Exchange& exchange, EventBus& bus) {
  const auto filters = parse_filters(exchange.query("filters").value_or(""));
  if (!filters) throw ApiError(status::bad_request, "invalid filter");
  const auto since = moment(exchange, "since");
  const auto end = moment(exchange, "until");
  const auto subscription = bus.subscribe();
  const auto past = since ? bus.past() : std::deque<Event>();
  co_await exchange.begin_stream(status::ok, "application/json");
  for (const auto& event : past) {
    if (event.time >= *since && (!end || event.time <= *end))
      co_await tell(exchange, event, *filters);
  }
  co_await (follow(exchange, subscription, *filters) || until(end) || exchange.peer_gone());
  co_await exchange.end_stream();
}

}  // namespace

void add_event_endpoint(Router& router, EventBus& bus) {
  router.add(http::verb::get, "/events",
             [&bus](Exchange& exchange) { return events(exchange, bus); });
}

}  // namespace plimsoll::engine::api
