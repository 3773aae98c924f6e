#pragma once

#include <functional>
#include <string>

#include "reference-engine/api/exchange.h"
#include "reference-engine/api/start_body.h"
#include "reference-engine/container/create_request.h"
#include "reference-engine/container/service.h"
#include "reference-engine/container/update_request.h"

namespace plimsoll::engine::api {

// What the endpoints that choose a runtime do with a request: what ContainerService does, unless an
// engine of conformance/defects does something else before, after or instead.
struct ContainerVerbs {
  using Body = std::function<boost::asio::awaitable<nlohmann::json>(Exchange&)>;
  using Read = std::function<std::variant<CreateRequest, BadRequest>(const nlohmann::json&)>;
  using Create = std::function<boost::asio::awaitable<ContainerService::Created>(
      ContainerService&, std::string, CreateRequest)>;
  using StartBody = std::function<boost::asio::awaitable<void>(Exchange&, ContainerService&)>;
  using Start = std::function<boost::asio::awaitable<bool>(ContainerService&, ContainerRef)>;
  using ReadUpdate = std::function<std::variant<UpdateRequest, BadRequest>(const nlohmann::json&)>;
  using CreateExec = std::function<ContainerService::ExecRef(ContainerService&, const ContainerRef&,
                                                             const nlohmann::json&)>;

  Body body_of_create = &Exchange::json;
  Read read_request = parse_create_request;
  Create create = &ContainerService::create;
  StartBody take_start_body = refuse_start_body;
  Start start = &ContainerService::start;
  ReadUpdate read_update = parse_update_request;
  CreateExec create_exec = &ContainerService::create_exec;
};

}  // namespace plimsoll::engine::api
