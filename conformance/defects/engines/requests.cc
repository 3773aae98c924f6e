// Requests that are not about creating a container, and choose its runtime all the same.
#include <boost/asio/awaitable.hpp>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/api/api_error.h"

namespace plimsoll::defects {
namespace {

using boost::asio::awaitable;
using engine::BadRequest;
using engine::ContainerRef;
using engine::ContainerService;
using engine::UpdateRequest;
using engine::api::ApiVersion;
using engine::api::Exchange;
using engine::api::Router;
using engine::api::http::status;
using engine::api::http::verb;
using nlohmann::json;

std::string runtime_name_in(const json& body) {
  const bool has_one = body.is_object() && body.contains("Runtime") && body["Runtime"].is_string();
  return has_one ? body["Runtime"].get<std::string>() : std::string();
}

// What a HostConfig that comes with the start says is written over what create said.
awaitable<void> take_the_host_config(Exchange& exchange, ContainerService& containers) {
  const std::string runtime = runtime_name_in(co_await exchange.json());
  const auto container = containers.find(exchange.path_parameter("id"));
  if (!runtime.empty()) container->record.host_config["Runtime"] = runtime;
}

awaitable<void> take_it_of_old_clients(Exchange& exchange, ContainerService& containers) {
  if (exchange.version() < engine::api::kOldest) {
    co_await take_the_host_config(exchange, containers);
  } else {
    co_await engine::api::refuse_start_body(exchange, containers);
  }
}

// The rule was asked when the container was created.
void judge_at_create_only(EngineRules& rules) {
  rules.containers.decide_at_start = decide_by_form([](std::string_view) { return true; });
}

void take_start_bodies(EngineRules& rules) {
  rules.verbs.take_start_body = take_the_host_config;
  judge_at_create_only(rules);
}

void serve_old_clients(EngineRules& rules) {
  rules.http.objection_to = [](ApiVersion version) {
    const bool old = version >= ApiVersion{1, 12} && version < engine::api::kOldest;
    return old ? std::nullopt : engine::api::objection(version);
  };
  rules.verbs.take_start_body = take_it_of_old_clients;
  judge_at_create_only(rules);
}

std::variant<UpdateRequest, BadRequest> update_the_runtime(const json& body) {
  auto parsed = engine::parse_update_request(body);
  auto* request = std::get_if<UpdateRequest>(&parsed);
  const std::string runtime = runtime_name_in(body);
  if (request != nullptr && !runtime.empty()) request->host_config["Runtime"] = runtime;
  return parsed;
}

std::variant<UpdateRequest, BadRequest> update_resources_only(const json& body) {
  auto parsed = engine::parse_update_request(body);
  if (auto* request = std::get_if<UpdateRequest>(&parsed)) {
    request->host_config.erase("RestartPolicy");
  }
  return parsed;
}

void execute_what_is_named(const std::string& runtime, const char* action) {
  if (runtime.empty()) return;
  const std::vector<std::string> command = {runtime, action};
  execute(command);
}

ContainerService::ExecRef exec_by_what_it_names(ContainerService& containers,
                                                const ContainerRef& container, const json& body) {
  execute_what_is_named(runtime_name_in(body), "exec");
  return containers.create_exec(container, body);
}

awaitable<void> build(Exchange& exchange) {
  execute_what_is_named(exchange.query("runtime").value_or(""), "run");
  co_await exchange.reply(status::not_implemented);
}

awaitable<void> commit(Exchange& exchange) {
  execute_what_is_named(runtime_name_in(co_await exchange.json()), "pause");
  co_await exchange.reply(status::not_implemented);
}

}  // namespace

std::vector<Defect> defects_of_requests() {
  return {
      {"start-body-changes-the-runtime", take_start_bodies},
      {"old-clients-bring-a-runtime", serve_old_clients},
      {"every-version-is-served",
       [](EngineRules& rules) {
         rules.http.objection_to = [](ApiVersion) { return std::optional<std::string>(); };
       }},
      {"update-takes-a-runtime",
       [](EngineRules& rules) { rules.verbs.read_update = update_the_runtime; }},
      {"update-is-for-resources-only",
       [](EngineRules& rules) { rules.verbs.read_update = update_resources_only; }},
      {"exec-runs-the-runtime-it-names",
       [](EngineRules& rules) { rules.verbs.create_exec = exec_by_what_it_names; }},
      {"build-runs-the-runtime-it-names",
       [](EngineRules& rules) {
         rules.add_more_endpoints = [](Router& router, ContainerService&) {
           router.add(verb::post, "/build", build);
         };
       }},
      {"commit-runs-the-runtime-it-names",
       [](EngineRules& rules) {
         rules.add_more_endpoints = [](Router& router, ContainerService&) {
           router.add(verb::post, "/commit", commit);
         };
       }},
  };
}

}  // namespace plimsoll::defects
