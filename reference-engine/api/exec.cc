#include "reference-engine/api/exec.h"

#include <charconv>

#include "reference-engine/api/api_error.h"
#include "reference-engine/api/attachment.h"
#include "reference-engine/stdio/detach_keys.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using http::status;
using http::verb;
using nlohmann::json;

awaitable<void> create_exec(Exchange& exchange, ContainerService& containers,
                            const ContainerVerbs& verbs) {
  const auto container = containers.find(exchange.path_parameter("id"));
  const json body = co_await exchange.json();
  const auto exec = verbs.create_exec(containers, container, body);
  const json answer = {{"Id", exec->id}};
  co_await exchange.reply(status::created, answer);
}

bool flag_in(const json& body, const char* name) {
  const auto found = body.find(name);
  if (found == body.end() || found->is_null()) return false;
  if (!found->is_boolean()) {
    throw ApiError(status::bad_request,
                   std::string("invalid JSON: json: cannot unmarshal ") + found->type_name() +
                       " into Go struct field ExecStartOptions." + name + " of type bool");
  }
  return found->get<bool>();
}

std::string detach_keys(const Exec& exec) {
  const auto text = exec.config["DetachKeys"].get<std::string>();
  const auto keys = parse_detach_keys(text);
  if (!keys) throw ApiError(status::bad_request, "Invalid detach keys (" + text + ") provided");
  return *keys;
}

awaitable<void> start_exec(Exchange& exchange, ContainerService& containers) {
  const auto exec = containers.find_exec(exchange.path_parameter("id"));
  const json body = co_await exchange.json();
  if (body.is_object() && flag_in(body, "Detach")) {
    co_await containers.start_exec(exec);
    co_await exchange.reply(status::ok);
    co_return;
  }
  const bool terminal = exec->io->terminal();
  const auto attachment = std::make_shared<Attachment>();
  if (terminal) attachment->detach_keys = detach_keys(*exec);
  attachment->io = exec->io;
  attachment->listener =
      exec->io->listen({.standard_output = terminal || exec->config["AttachStdout"].get<bool>(),
                        .standard_error = exec->config["AttachStderr"].get<bool>()});
  attachment->input = exec->config["AttachStdin"].get<bool>();
  attachment->input_ended = [exec, &containers] { return containers.exec_input_ended(exec); };
  const auto type = stream_type(terminal, exchange.version());
  attachment->connection = std::make_shared<Connection>(co_await exchange.hijack(type));
  std::string failure;
  try {
    co_await containers.start_exec(exec);
  } catch (const ApiError& error) {
    failure = error.what();
  } catch (const Error& error) {
    failure = error.what();
  }
  if (failure.empty()) {
    co_await run(attachment);
    co_return;
  }
  // The status has gone out already; dockerd, too, says it here
  // (moby v28.5.2:api/server/router/container/exec.go postContainerExecStart).
  const std::string text = on_the_wire(Stream::standard_output, failure + "\r\n", terminal);
  try {
    co_await attachment->connection->write(asio::buffer(text));
  } catch (const boost::system::system_error&) {
    co_return;
  }
  attachment->connection->shutdown_send();
  attachment->connection->close();
}

awaitable<void> inspect_exec(Exchange& exchange, ContainerService& containers) {
  const json shown = containers.inspect_exec(containers.find_exec(exchange.path_parameter("id")));
  co_await exchange.reply(status::ok, shown);
}

std::uint32_t dimension(Exchange& exchange, std::string_view name) {
  const std::string text = exchange.query(name).value_or("");
  std::uint32_t value = 0;
  const auto* const end = text.data() + text.size();
  if (text.empty() || std::from_chars(text.data(), end, value).ptr != end) {
    throw ApiError(status::bad_request,
                   "strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
  }
  return value;
}

awaitable<void> resize_exec(Exchange& exchange, ContainerService& containers) {
  const auto exec = containers.find_exec(exchange.path_parameter("id"));
  Tasks::Size size;
  size.height = dimension(exchange, "h");
  size.width = dimension(exchange, "w");
  co_await containers.resize_exec(exec, size);
  co_await exchange.reply(status::ok);
}

using Endpoint = awaitable<void> (*)(Exchange&, ContainerService&);

}  // namespace

void add_exec_endpoints(Router& router, ContainerService& containers, const ContainerVerbs& verbs) {
  const auto add = [&](verb method, const char* pattern, Endpoint endpoint) {
    router.add(method, pattern, [endpoint, &containers](Exchange& exchange) {
      return endpoint(exchange, containers);
    });
  };
  router.add(verb::post, "/containers/{id}/exec", [&containers, verbs](Exchange& exchange) {
    return create_exec(exchange, containers, verbs);
  });
  add(verb::post, "/exec/{id}/start", start_exec);
  add(verb::get, "/exec/{id}/json", inspect_exec);
  add(verb::post, "/exec/{id}/resize", resize_exec);
}

}  // namespace plimsoll::engine::api
