#include "reference-engine/api/containers.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <charconv>
#include <csignal>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/signals.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using http::status;
using http::verb;
using nlohmann::json;
using namespace asio::experimental::awaitable_operators;

ContainerRef container_of(Exchange& exchange, ContainerService& containers) {
  return containers.find(exchange.path_parameter("id"));
}

// A whole number in the query; `absent` if it is not there.
std::int64_t number(Exchange& exchange, std::string_view name, std::int64_t absent) {
  const auto text = exchange.query(name);
  if (!text || text->empty()) return absent;
  std::int64_t value = 0;
  const auto* const end = text->data() + text->size();
  if (std::from_chars(text->data(), end, value).ptr != end) {
    throw ApiError(status::bad_request, "strconv.Atoi: parsing \"" + *text + "\": invalid syntax");
  }
  return value;
}

int signal_named(const std::string& text) {
  if (const auto signal = parse_signal(text)) return *signal;
  throw ApiError(status::bad_request, "invalid signal: " + text);
}

ContainerService::StopOrder stop_order(Exchange& exchange) {
  ContainerService::StopOrder order;
  const auto signal = exchange.query("signal");
  if (signal && !signal->empty()) order.signal = signal_named(*signal);
  const auto patience = exchange.query("t");
  if (patience && !patience->empty())
    order.patience = std::chrono::seconds(number(exchange, "t", 0));
  return order;
}

ContainerService::Until until(const std::string& condition) {
  if (condition.empty() || condition == "not-running") return ContainerService::Until::not_running;
  if (condition == "next-exit") return ContainerService::Until::next_end;
  if (condition == "removed") return ContainerService::Until::removed;
  throw ApiError(status::bad_request, "invalid condition: \"" + condition + "\"");
}

awaitable<void> create(Exchange& exchange, ContainerService& containers,
                       const ContainerVerbs& verbs) {
  const json body = co_await verbs.body_of_create(exchange);
  auto parsed = verbs.read_request(body);
  if (const auto* bad = std::get_if<BadRequest>(&parsed)) {
    throw ApiError(status::bad_request, bad->message);
  }
  const std::string name = exchange.query("name").value_or("");
  const auto created =
      co_await verbs.create(containers, name, std::get<CreateRequest>(std::move(parsed)));
  const json answer = {{"Id", created.id}, {"Warnings", created.warnings}};
  co_await exchange.reply(status::created, answer);
}

awaitable<void> list(Exchange& exchange, ContainerService& containers) {
  auto parsed = parse_list_query(exchange.query("filters").value_or(""));
  if (const auto* bad = std::get_if<InvalidFilter>(&parsed)) {
    throw ApiError(status::bad_request, bad->message);
  }
  auto& query = std::get<ListQuery>(parsed);
  query.all = exchange.flag("all");
  query.limit = static_cast<int>(number(exchange, "limit", 0));
  const json rows = containers.list(query);
  co_await exchange.reply(status::ok, rows);
}

awaitable<void> inspect(Exchange& exchange, ContainerService& containers) {
  const json shown = containers.inspect(container_of(exchange, containers));
  co_await exchange.reply(status::ok, shown);
}

awaitable<void> start(Exchange& exchange, ContainerService& containers,
                      const ContainerVerbs& verbs) {
  co_await verbs.take_start_body(exchange, containers);
  const bool started = co_await verbs.start(containers, container_of(exchange, containers));
  co_await exchange.reply(started ? status::no_content : status::not_modified);
}

awaitable<void> stop(Exchange& exchange, ContainerService& containers) {
  const auto order = stop_order(exchange);
  const bool stopped = co_await containers.stop(container_of(exchange, containers), order);
  co_await exchange.reply(stopped ? status::no_content : status::not_modified);
}

awaitable<void> restart(Exchange& exchange, ContainerService& containers) {
  const auto order = stop_order(exchange);
  co_await containers.restart(container_of(exchange, containers), order);
  co_await exchange.reply(status::no_content);
}

awaitable<void> kill(Exchange& exchange, ContainerService& containers) {
  const auto text = exchange.query("signal").value_or("");
  const int signal = text.empty() ? SIGKILL : signal_named(text);
  const std::string reference = exchange.path_parameter("id");
  const auto container = containers.find(reference);
  std::string why;
  try {
    co_await containers.kill(container, signal);
  } catch (const ApiError& error) {
    if (error.status() != status::conflict) throw;
    why = error.what();
  }
  if (!why.empty()) {
    throw ApiError(status::conflict, "cannot kill container: " + reference + ": " + why);
  }
  co_await exchange.reply(status::no_content);
}

awaitable<void> pause(Exchange& exchange, ContainerService& containers) {
  co_await containers.pause(container_of(exchange, containers));
  co_await exchange.reply(status::no_content);
}

awaitable<void> unpause(Exchange& exchange, ContainerService& containers) {
  co_await containers.unpause(container_of(exchange, containers));
  co_await exchange.reply(status::no_content);
}

awaitable<void> answer_exit_code(Exchange& exchange, ContainerService& containers,
                                 ContainerRef container, ContainerService::Until until,
                                 unsigned ends_known) {
  const int code = co_await containers.wait(container, until, ends_known);
  const std::string answer = json({{"StatusCode", code}}).dump() + "\n";
  co_await exchange.write(asio::buffer(answer));
  co_await exchange.end_stream();
}

// The headers go out at once: a client starts the container when it has them.
awaitable<void> wait(Exchange& exchange, ContainerService& containers) {
  const auto condition = until(exchange.query("condition").value_or(""));
  const auto container = container_of(exchange, containers);
  const unsigned ends_known = container->ends;
  co_await exchange.begin_stream(status::ok, "application/json");
  co_await (answer_exit_code(exchange, containers, container, condition, ends_known) ||
            exchange.peer_gone());
}

awaitable<void> resize(Exchange& exchange, ContainerService& containers) {
  Tasks::Size size;
  size.height = static_cast<std::uint32_t>(number(exchange, "h", 0));
  size.width = static_cast<std::uint32_t>(number(exchange, "w", 0));
  co_await containers.resize(container_of(exchange, containers), size);
  co_await exchange.reply(status::ok);
}

awaitable<void> rename(Exchange& exchange, ContainerService& containers) {
  const std::string name = exchange.query("name").value_or("");
  containers.rename(container_of(exchange, containers), name);
  co_await exchange.reply(status::no_content);
}

awaitable<void> update(Exchange& exchange, ContainerService& containers,
                       const ContainerVerbs& verbs) {
  const auto container = container_of(exchange, containers);
  const json body = co_await exchange.json();
  auto parsed = verbs.read_update(body);
  if (const auto* bad = std::get_if<BadRequest>(&parsed)) {
    throw ApiError(status::bad_request, bad->message);
  }
  co_await containers.update(container, std::get<UpdateRequest>(std::move(parsed)));
  const json answer = {{"Warnings", nullptr}};
  co_await exchange.reply(status::ok, answer);
}

awaitable<void> remove(Exchange& exchange, ContainerService& containers) {
  ContainerService::RemoveOrder order;
  order.force = exchange.flag("force");
  order.volumes = exchange.flag("v");
  co_await containers.remove(container_of(exchange, containers), order);
  co_await exchange.reply(status::no_content);
}

using Endpoint = awaitable<void> (*)(Exchange&, ContainerService&);

}  // namespace

void add_container_endpoints(Router& router, ContainerService& containers,
                             const ContainerVerbs& verbs) {
  const auto add = [&](verb method, const char* pattern, Endpoint endpoint) {
    router.add(method, pattern, [endpoint, &containers](Exchange& exchange) {
      return endpoint(exchange, containers);
    });
  };
  router.add(verb::post, "/containers/create", [&containers, verbs](Exchange& exchange) {
    return create(exchange, containers, verbs);
  });
  add(verb::get, "/containers/json", list);
  add(verb::get, "/containers/{id}/json", inspect);
  router.add(verb::post, "/containers/{id}/start", [&containers, verbs](Exchange& exchange) {
    return start(exchange, containers, verbs);
  });
  add(verb::post, "/containers/{id}/stop", stop);
  add(verb::post, "/containers/{id}/restart", restart);
  add(verb::post, "/containers/{id}/kill", kill);
  add(verb::post, "/containers/{id}/pause", pause);
  add(verb::post, "/containers/{id}/unpause", unpause);
  add(verb::post, "/containers/{id}/wait", wait);
  add(verb::post, "/containers/{id}/resize", resize);
  add(verb::post, "/containers/{id}/rename", rename);
  router.add(verb::post, "/containers/{id}/update", [&containers, verbs](Exchange& exchange) {
    return update(exchange, containers, verbs);
  });
  add(verb::delete_, "/containers/{id}", remove);
}

}  // namespace plimsoll::engine::api
